import math
import torch
import torch.nn as nn
import torch.nn.functional as F


class MHA(nn.Module):
    def __init__(self, d, h):
        super().__init__()
        self.h = h
        self.qkv = nn.Linear(d, 3 * d)
        self.out = nn.Linear(d, d)

    def forward(self, x, mask=None):
        B, T, D = x.shape
        q, k, v = self.qkv(x).split(D, dim=-1)
        q, k, v = [t.view(B, T, self.h, D // self.h).transpose(1, 2) for t in (q, k, v)]
        s = q @ k.transpose(-2, -1) / math.sqrt(D // self.h)
        if mask is not None:
            s = s.masked_fill(mask == 0, float("-inf"))
        a = F.softmax(s, dim=-1)
        y = (a @ v).transpose(1, 2).contiguous().view(B, T, D)
        return self.out(y), a


torch.manual_seed(0)
m = MHA(8, 2)
x = torch.randn(2, 5, 8)
mask = torch.tril(torch.ones(5, 5))
y, a = m(x, mask)
print(y.shape, a.shape)
print(y[0])
print(a[0, 0])
print(torch.allclose(a.sum(-1), torch.ones(2, 2, 5)))
y.pow(2).mean().backward()
for n, p in m.named_parameters():
    print(n, tuple(p.shape), f"{p.grad.norm():.5f}")
print(m)
