import torch

for n in (1, 2, 7, 15, 16, 17, 31, 32, 33):
    torch.manual_seed(n)
    r = torch.randn(n)
    u = torch.rand(n)
    print(n, r[-1], u[-1], r.sum(), torch.randn(1))
torch.manual_seed(0)
print(torch.randn(4, 4).t(), torch.randn(2, 8), torch.randn(3, 5), torch.randn(2, 2, 2, 2))
