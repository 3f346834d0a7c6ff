import torch
import torch.nn.functional as F

torch.manual_seed(0)
x = torch.randn(2, 4, dtype=torch.float64, requires_grad=True)
y = F.layer_norm(x, (4,)).pow(3).sum()
(g,) = torch.autograd.grad(y, x, create_graph=True)
print(g)
penalty = g.pow(2).sum()
(gg,) = torch.autograd.grad(penalty, x)
print(gg)
print(torch.autograd.gradgradcheck(lambda t: F.layer_norm(t, (4,)), (x,)))
h = torch.autograd.functional.hessian(lambda t: F.layer_norm(t, (3,)).pow(2)[0], torch.tensor([1.0, 2.0, 4.0], dtype=torch.float64))
print(h)
j = torch.autograd.functional.jacobian(lambda t: F.layer_norm(t, (3,), eps=0.0), torch.tensor([1.0, 2.0, 4.0], dtype=torch.float64))
print(j, j.sum(1))
