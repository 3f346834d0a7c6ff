import torch

x = torch.arange(12.0).reshape(3, 4) - 5
m = x > 0
print(m, x[m], m.sum(), m.any(1), m.all(0), m.nonzero())
print(torch.where(m, x, torch.zeros(())), torch.where(x.abs() > 2))
x[x < -3] = 0
print(x)
x[1] += 10
x[:, -1] *= 2
print(x, x.masked_fill(m, -1), x.masked_select(x > 5))
i = torch.tensor([2, 0])
print(x[i], x[i, i], x[:, i], x[i][:, i], x[[0, 1], [1, 2]], x[..., None].shape, x[None].shape)
x[i] = torch.zeros(2, 4)
print(x)
print(torch.nonzero(x == 0, as_tuple=True), x.argmax(), x.argmax(1), (x == x.max()).nonzero())
