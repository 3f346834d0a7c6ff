import torch
import torch.nn as nn

torch.manual_seed(0)
x = torch.randn(2, 3, requires_grad=True)
ln = nn.LayerNorm(3)
h = ln(x)
h.retain_grad()
seen = []
handle = h.register_hook(lambda g: seen.append(g.clone()))
x.register_hook(lambda g: g * 10)
out = (h * torch.arange(6.0).view(2, 3)).sum()
out.backward()
print(h.grad, len(seen), torch.equal(seen[0], h.grad))
print(x.grad)
handle.remove()
print(h.is_leaf, h.retains_grad, x.is_leaf, ln.weight.grad)
h2 = ln(x)
h2.register_hook(lambda g: torch.zeros_like(g))
h2.sum().backward()
print(x.grad.abs().sum() > 0, ln.bias.grad)
