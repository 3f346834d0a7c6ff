import torch
import torch.nn as nn

torch.manual_seed(0)
x = torch.randn(6, 3, requires_grad=True)
bn = nn.BatchNorm1d(3)
w = torch.randn(6, 3)
(bn(x) * w).sum().backward()
print(x.grad)
print(x.grad.sum(0).abs().max() < 1e-5, bn.weight.grad, bn.bias.grad)
x.grad = None
bn.zero_grad()
bn.eval()
(bn(x) * w).sum().backward()
print(x.grad[0], bn.weight.grad)
print(torch.allclose(x.grad, w * bn.weight.detach() / (bn.running_var + bn.eps).sqrt()))
