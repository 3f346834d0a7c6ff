import torch
import torch.nn as nn

lin = nn.Linear(3, 2)
x = torch.ones(1, 3, dtype=torch.float64)
print(x.dtype, lin.weight.dtype)
try:
    lin(x)
except RuntimeError as e:
    print(type(e).__name__)
print(lin.double()(x).dtype)
torch.ones(2, 3).long().mean()
