import torch
import torch.nn as nn

torch.manual_seed(0)
dec = nn.TransformerDecoderLayer(8, 2, 16, dropout=0.0, activation="gelu", batch_first=True)
tgt, mem = torch.randn(1, 4, 8), torch.randn(1, 5, 8)
mask = nn.Transformer.generate_square_subsequent_mask(4)
print(mask)
out = dec(tgt, mem, tgt_mask=mask)
print(out)
print(out.mean(-1), out.var(-1, unbiased=False))
tr = nn.Transformer(d_model=8, nhead=2, num_encoder_layers=1, num_decoder_layers=1, dim_feedforward=16, dropout=0.0)
print(tr(torch.randn(5, 1, 8), torch.randn(3, 1, 8)).shape, sum(p.numel() for p in tr.parameters()))
