import torch
import torch.nn as nn

torch.manual_seed(0)
net = nn.Sequential(nn.Linear(4, 4), nn.LayerNorm(4), nn.Linear(4, 1)).bfloat16()
x = torch.randn(3, 4, dtype=torch.bfloat16, requires_grad=True)
y = net(x)
print(y.dtype, y.shape)
y.float().pow(2).mean().backward()
print(x.grad.dtype, [p.grad.dtype for p in net.parameters()])
print(torch.isfinite(x.grad).all(), net[1].weight.grad.shape)
net.float()
print([p.dtype for p in net.parameters()][:2], net[0].weight.grad.dtype)
h = torch.tensor([60000.0, 10.0], dtype=torch.float16)
print(h * 2, h + h, (h / 3).dtype, h.max(), torch.isinf(h * 2))
print(torch.tensor(1.0, dtype=torch.float16) / 3, torch.tensor(1.0, dtype=torch.bfloat16) / 3, torch.tensor(0.1).half().double().item())
print(torch.finfo(torch.bfloat16), torch.finfo(torch.float16).tiny, torch.iinfo(torch.int8))
