import torch
import torch.nn as nn
import torch.nn.functional as F


class SwiGLU(nn.Module):
    def __init__(self, d, hidden):
        super().__init__()
        self.w1 = nn.Linear(d, hidden, bias=False)
        self.w2 = nn.Linear(hidden, d, bias=False)
        self.w3 = nn.Linear(d, hidden, bias=False)

    def forward(self, x):
        return self.w2(F.silu(self.w1(x)) * self.w3(x))


def rope(x, base=10000.0):
    T, D = x.shape[-2], x.shape[-1]
    inv = 1.0 / (base ** (torch.arange(0, D, 2).float() / D))
    ang = torch.outer(torch.arange(T).float(), inv)
    cos, sin = ang.cos(), ang.sin()
    x1, x2 = x[..., ::2], x[..., 1::2]
    return torch.stack((x1 * cos - x2 * sin, x1 * sin + x2 * cos), dim=-1).flatten(-2)


torch.manual_seed(1)
ff = SwiGLU(4, 6)
x = torch.randn(2, 3, 4)
print(ff(x))
r = rope(x)
print(r)
print(torch.allclose(r.norm(dim=-1), x.norm(dim=-1), atol=1e-6))
q = torch.randn(1, 8)
k = torch.randn(1, 8)
Q, K = rope(q.expand(5, 8)), rope(k.expand(5, 8))
dots = Q @ K.T
print([f"{dots[i, i + 1].item():.4f}" for i in range(4)])
print(sum(p.numel() for p in ff.parameters()))
