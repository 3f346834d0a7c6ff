import torch


class RunningStats:
    def __init__(self, dim):
        self.n = 0
        self.mean = torch.zeros(dim, dtype=torch.float64)
        self.m2 = torch.zeros(dim, dtype=torch.float64)

    def update(self, x):
        for row in x:
            self.n += 1
            d = row - self.mean
            self.mean += d / self.n
            self.m2 += d * (row - self.mean)

    @property
    def var(self):
        return self.m2 / self.n


torch.manual_seed(0)
data = torch.randn(50, 3, dtype=torch.float64) * torch.tensor([1.0, 10.0, 0.1]) + torch.tensor([0.0, 100.0, -5.0])
rs = RunningStats(3)
for chunk in data.split(16):
    rs.update(chunk)
print(rs.n, rs.mean, rs.var)
print(torch.allclose(rs.mean, data.mean(0)), torch.allclose(rs.var, data.var(0, unbiased=False)))
big = data + 1e8
naive = (big.float() ** 2).mean(0) - big.float().mean(0) ** 2
print(naive.dtype, (naive - rs.var.float()).abs().max() > 1)
