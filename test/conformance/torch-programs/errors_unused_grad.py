import torch

a = torch.ones(2, requires_grad=True)
b = torch.ones(2, requires_grad=True)
loss = (a * 3).sum()
print(torch.autograd.grad(loss, [a, b], allow_unused=True, retain_graph=True))
torch.autograd.grad(loss, [a, b])
