import torch
import torch.nn as nn
from collections import OrderedDict


class Multi(nn.Module):
    def __init__(self):
        super().__init__()
        self.acts = nn.ModuleDict({"relu": nn.ReLU(), "gelu": nn.GELU()})
        self.scales = nn.ParameterList([nn.Parameter(torch.full((2,), float(i))) for i in range(3)])
        self.named = nn.ParameterDict({"w": nn.Parameter(torch.ones(2))})
        self.blocks = nn.ModuleList(nn.Linear(2, 2, bias=False) for _ in range(2))

    def forward(self, x, act):
        for b, s in zip(self.blocks, self.scales):
            x = self.acts[act](b(x)) + s
        return x * self.named["w"]


torch.manual_seed(0)
m = Multi()
print(m)
print([n for n, _ in m.named_parameters()])
print(m(torch.ones(1, 2), "relu"), m(torch.ones(1, 2), "gelu"))
s = nn.Sequential(OrderedDict([("fc", nn.Linear(2, 3)), ("act", nn.Tanh())]))
print(s, s.fc.weight.shape, list(s.state_dict()))
s.add_module("out", nn.Linear(3, 1))
print(len(s), s[-1], [n for n, _ in s.named_children()])
print("relu" in m.acts, list(m.acts.keys()), len(m.scales))
try:
    m(torch.ones(1, 2), "tanh")
except KeyError as e:
    print("KeyError", e)
