import torch
import torch.nn as nn


class Scale(nn.Module):
    def __init__(self, s):
        super().__init__()
        self.s = s

    def forward(self, x, *, shift=0.0):
        return x * self.s + shift


m = Scale(2.0)
print(m(torch.ones(2), shift=1.0))
try:
    m(torch.ones(2), 1.0)
except TypeError as e:
    print(e)
try:
    m()
except TypeError as e:
    print(e)
m(torch.ones(2), scale=3)
