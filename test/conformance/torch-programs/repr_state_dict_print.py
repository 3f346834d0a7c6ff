import torch
import torch.nn as nn

torch.manual_seed(0)
m = nn.Sequential(nn.Linear(2, 2), nn.LayerNorm(2))
print(m.state_dict())
print(m.state_dict().keys(), len(m.state_dict()))
for k, v in m.state_dict().items():
    print(k, v.shape, v.dtype, v.requires_grad)
print(dict(m.named_parameters()))
print(list(m.parameters())[0], next(m[1].named_parameters()))
opt = torch.optim.SGD(m.parameters(), lr=0.1)
print(opt.state_dict())
print(list(m.named_modules()))
print(torch.Size([2, 3]), torch.float32, torch.device("cpu"), torch.zeros(2).shape, list(torch.zeros(2, 3).shape))
