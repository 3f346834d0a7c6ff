import torch
import torch.nn as nn
from torch.utils.checkpoint import checkpoint

torch.manual_seed(0)
block = nn.Sequential(nn.Linear(4, 4), nn.LayerNorm(4), nn.GELU())
x = torch.randn(3, 4, requires_grad=True)
y1 = block(x).sum()
(g1,) = torch.autograd.grad(y1, x)
y2 = checkpoint(block, x, use_reentrant=False).sum()
(g2,) = torch.autograd.grad(y2, x)
print(torch.allclose(g1, g2), torch.equal(y1, y2))
critic = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 1))
real, fake = torch.randn(5, 4), torch.randn(5, 4)
eps = torch.rand(5, 1)
mix = (eps * real + (1 - eps) * fake).requires_grad_(True)
grad = torch.autograd.grad(critic(mix).sum(), mix, create_graph=True)[0]
penalty = ((grad.norm(2, dim=1) - 1) ** 2).mean()
penalty.backward()
print(f"{penalty.item():.5f}", [f"{p.grad.norm():.4f}" if p.grad is not None else None for p in critic.parameters()])
J = torch.autograd.functional.jacobian(lambda t: block(t).sum(0), x.detach())
print(J.shape, torch.allclose(J.sum(0), g1, atol=1e-6))
