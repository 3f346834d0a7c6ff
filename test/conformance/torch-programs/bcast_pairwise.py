import torch

torch.manual_seed(0)
a, b = torch.randn(3, 2), torch.randn(4, 2)
d = ((a[:, None, :] - b[None, :, :]) ** 2).sum(-1).sqrt()
print(d, torch.allclose(d, torch.cdist(a, b), atol=1e-5), d.argmin(1), d.min())
mu, sd = a.mean(0), a.std(0)
z = (a - mu) / sd
print(z.mean(0).abs().max() < 1e-6, z.std(0), (a - a.mean()).sum().abs() < 1e-6)
outer = torch.outer(torch.arange(3.0), torch.tensor([1.0, 10.0]))
print(outer, outer.T @ outer, torch.kron(torch.eye(2), torch.ones(1, 2)))
w = torch.softmax(-d, dim=1)
print(w.sum(1), (w[..., None] * b[None]).sum(1), w @ b)
x = torch.arange(4).reshape(4, 1)
print((x * torch.arange(3)), (x == x.T), (x > x.T).int(), x.float() / torch.tensor([1.0, 2.0]), x // 2, x % 3, -x // 2, x ** 2)
print(torch.maximum(x, torch.tensor(1)), torch.clamp(x, 1, 2).T, (x + 0.5).dtype, (x / 2).dtype, (x + True).dtype, torch.true_divide(x, 4).T)
try:
    torch.ones(2, 3) + torch.ones(3, 2)
except RuntimeError as e:
    print(e)
