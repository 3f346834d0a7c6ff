import torch
import torch.nn as nn


class ShapeError(ValueError):
    def __init__(self, got, want):
        super().__init__(f"got {tuple(got)}, want {want}")
        self.got = got


class Checked(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.d = d
        self.norm = nn.LayerNorm(d)

    def forward(self, x):
        if x.shape[-1] != self.d:
            raise ShapeError(x.shape, self.d)
        return self.norm(x)


net = nn.Sequential(Checked(4), nn.Identity())
try:
    net(torch.zeros(2, 3))
except ShapeError as e:
    print(e, e.got, isinstance(e, ValueError))
print(net(torch.zeros(1, 4)))
net(torch.zeros(4, 2, 5))
