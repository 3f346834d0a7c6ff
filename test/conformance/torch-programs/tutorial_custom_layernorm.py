import torch
import torch.nn as nn


class MyLayerNorm(nn.Module):
    def __init__(self, features, eps=1e-5):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(features))
        self.beta = nn.Parameter(torch.zeros(features))
        self.eps = eps

    def forward(self, x):
        mean = x.mean(-1, keepdim=True)
        std = x.std(-1, keepdim=True, unbiased=False)
        return self.gamma * (x - mean) / (std + self.eps) + self.beta


class RMSNorm(nn.Module):
    def __init__(self, dim, eps=1e-6):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(dim))

    def _norm(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps)

    def forward(self, x):
        return self._norm(x.float()).type_as(x) * self.weight


torch.manual_seed(0)
x = torch.randn(2, 3, 6)
a, b, r = MyLayerNorm(6), nn.LayerNorm(6), RMSNorm(6)
print((a(x) - b(x)).abs().max() < 1e-4)
print(a(x)[0])
print(r(x)[0])
print(r(x.to(torch.bfloat16)).dtype, r(x).pow(2).mean(-1))
for m in (a, b, r):
    m.zero_grad()
    m(x).pow(2).sum().backward()
    print(type(m).__name__, [tuple(p.grad.shape) for p in m.parameters()], f"{next(m.parameters()).grad.norm():.4f}")
print(a, r, b)
