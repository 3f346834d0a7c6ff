import torch
import torch.nn as nn


class EMAStat(nn.Module):
    def __init__(self, dim, m=0.9):
        super().__init__()
        self.m = m
        self.register_buffer("mean", torch.zeros(dim))
        self.register_buffer("count", torch.tensor(0))
        self.register_buffer("scratch", torch.zeros(1), persistent=False)

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.mul_(self.m).add_(x.mean(0), alpha=1 - self.m)
                self.count += 1
        return x - self.mean


s = EMAStat(2)
x = torch.tensor([[1.0, 10.0], [3.0, 30.0]])
for _ in range(3):
    print(s(x)[0], s.mean, s.count)
s.eval()
s(x)
print(s.count, list(s.state_dict()), [n for n, _ in s.named_buffers()], list(s.parameters()))
s.double()
print(s.mean.dtype, s.count.dtype, s(x.double()).dtype)
t = EMAStat(2)
print(t.load_state_dict(s.state_dict()), t.mean.dtype, t.count)
del s.scratch
print(hasattr(s, "scratch"), s)
