import torch
import torch.nn as nn
import torch.nn.functional as F

print(nn.GroupNorm(2, 4)(torch.ones(1, 4, 3)).sum().item())
try:
    nn.GroupNorm(3, 6)(torch.ones(2, 5, 2))
except RuntimeError as e:
    print(e)
try:
    nn.BatchNorm2d(3)(torch.ones(2, 3, 4))
except ValueError as e:
    print(e)
try:
    nn.InstanceNorm1d(3)(torch.ones(2, 3, 1))
except ValueError as e:
    print(e)
F.layer_norm(torch.ones(2, 3), (2, 3, 4))
