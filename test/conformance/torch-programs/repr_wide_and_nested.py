import torch

print(torch.arange(40))
print(torch.arange(24.0).reshape(2, 3, 4) / 7)
print(torch.arange(1100))
print(torch.zeros(2, 0, 3), torch.empty(0), torch.tensor([[]]))
print(torch.linspace(0, 1, 20).reshape(2, 10))
print(torch.tensor([1e-10, 1.0]), torch.tensor([1e5, 1e6]), torch.tensor([123456.789, 0.001]), torch.tensor([1e8, 1.0]))
print(torch.tensor([[True, False], [False, True]]), torch.tensor(3), torch.tensor(2.5), torch.tensor(True))
print(torch.full((2, 2), 1e10), torch.full((2,), -0.0), torch.tensor([float("nan"), 1.0, float("-inf")]))
print(torch.ones(1, 1, 1, 1), torch.ones(3, dtype=torch.int8))
x = torch.randn(1001, 2)
print(x.shape, torch.zeros(1001, 2))
