import math
import torch
import torch.nn as nn
import torch.nn.functional as F


class CachedAttention(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.q, self.k, self.v = (nn.Linear(d, d, bias=False) for _ in range(3))
        self.cache = None

    def forward(self, x, use_cache=False):
        q, k, v = self.q(x), self.k(x), self.v(x)
        if use_cache:
            if self.cache is not None:
                k = torch.cat([self.cache[0], k], dim=1)
                v = torch.cat([self.cache[1], v], dim=1)
            self.cache = (k, v)
        s = q @ k.transpose(1, 2) / math.sqrt(q.size(-1))
        if not use_cache:
            T = x.size(1)
            s = s.masked_fill(torch.ones(T, T).triu(1).bool(), -torch.inf)
        return F.softmax(s, -1) @ v


torch.manual_seed(0)
att = CachedAttention(4).eval()
x = torch.randn(1, 5, 4)
with torch.no_grad():
    full = att(x)
    steps = [att(x[:, t : t + 1], use_cache=True) for t in range(5)]
inc = torch.cat(steps, 1)
print(torch.allclose(full, inc, atol=1e-6), att.cache[0].shape)
print(full)
print([n for n, _ in att.named_parameters()], att.q.weight.shape)
