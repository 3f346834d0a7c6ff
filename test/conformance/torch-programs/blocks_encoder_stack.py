import torch
import torch.nn as nn

torch.manual_seed(0)
layer = nn.TransformerEncoderLayer(d_model=8, nhead=2, dim_feedforward=16, dropout=0.0, batch_first=True, norm_first=True)
enc = nn.TransformerEncoder(layer, num_layers=2, norm=nn.LayerNorm(8), enable_nested_tensor=False)
x = torch.randn(2, 3, 8)
pad = torch.tensor([[False, False, False], [False, False, True]])
y = enc(x, src_key_padding_mask=pad)
print(y.shape)
print(y)
y.sum().backward()
print([n for n, p in enc.named_parameters() if p.grad is None])
print(f"{enc.layers[0].linear1.weight.grad.abs().sum():.4f}")
print(torch.equal(enc.layers[0].linear1.weight, enc.layers[1].linear1.weight), enc.layers[0] is enc.layers[1])
enc.eval()
with torch.no_grad():
    e = enc(x)
print(torch.allclose(e, enc(x)), e.requires_grad)
