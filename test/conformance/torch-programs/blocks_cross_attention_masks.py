import torch
import torch.nn as nn

torch.manual_seed(0)
mha = nn.MultiheadAttention(6, 3, kdim=4, vdim=5, batch_first=True)
q, k, v = torch.randn(2, 3, 6), torch.randn(2, 4, 4), torch.randn(2, 4, 5)
pad = torch.tensor([[False, False, False, True], [False, True, True, True]])
out, w = mha(q, k, v, key_padding_mask=pad)
print(out.shape, w.shape)
print(w)
out2, w2 = mha(q, k, v, key_padding_mask=pad, need_weights=False)
print(torch.allclose(out, out2, atol=1e-6), w2)
_, heads = mha(q, k, v, average_attn_weights=False)
print(heads.shape, heads.sum(-1).flatten()[:4])
print([n for n, _ in mha.named_parameters()], mha)
float_mask = torch.zeros(3, 4)
float_mask[:, 0] = float("-inf")
print(mha(q, k, v, attn_mask=float_mask)[1][0])
