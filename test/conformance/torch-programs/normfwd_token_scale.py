import torch
import torch.nn as nn

torch.manual_seed(0)
h = torch.randn(4, 16)
h[2] *= 100
h[3] = 0
ln = nn.LayerNorm(16)
out = ln(h)
print(out.norm(dim=-1), h.norm(dim=-1))
print((ln(h * 5) - out).abs().max() < 1e-3, torch.allclose(ln(h + 7), out, atol=1e-4))
print(out.mean(-1).abs().max() < 1e-6, out.var(-1, unbiased=False))
cos = torch.nn.functional.cosine_similarity(out[0], h[0] - h[0].mean(), dim=0)
print(f"{cos:.6f}")
print(out[3])
