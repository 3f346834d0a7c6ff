import torch

torch.manual_seed(0)
x = torch.randn(3, 5, dtype=torch.float64, requires_grad=True)
g = torch.randn(5, dtype=torch.float64, requires_grad=True)
eps = 1e-6
r = torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + eps)
y = x * r * g
dy = torch.randn_like(y)
y.backward(dy)
with torch.no_grad():
    xhat = x * r
    dxhat = dy * g
    dx = r * (dxhat - xhat * (dxhat * xhat).mean(-1, keepdim=True))
    dg = (dy * xhat).sum(0)
print(x.grad)
print((dx - x.grad).abs().max().item() < 1e-12, (dg - g.grad).abs().max().item() < 1e-12)
print((x.grad * x.detach()).sum(-1).abs().max() < 1e-4)
