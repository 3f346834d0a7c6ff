import torch
import torch.nn as nn

torch.manual_seed(0)
lin = nn.Linear(3, 1)
X, y = torch.randn(12, 3), torch.randn(12, 1)
loss_fn = nn.MSELoss()
loss_fn(lin(X), y).backward()
full = [p.grad.clone() for p in lin.parameters()]
lin.zero_grad()
print([p.grad for p in lin.parameters()])
for xb, yb in zip(X.split(4), y.chunk(3)):
    (loss_fn(lin(xb), yb) / 3).backward()
acc = [p.grad for p in lin.parameters()]
print([torch.allclose(f, a, atol=1e-6) for f, a in zip(full, acc)])
print(acc[0], acc[1])
lin.zero_grad(set_to_none=False)
print(lin.weight.grad, lin.bias.grad)
