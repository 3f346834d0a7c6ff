import torch

torch.manual_seed(0)
a, b = torch.randn(4, 16), torch.randn(16, 3)
ref = a @ b
for dt in (torch.bfloat16,):
    c = a.to(dt) @ b.to(dt)
    print(dt, c.dtype, (c.float() - ref).abs().max().item() < 0.1)
    print(c)
x = torch.tensor([1.0, 1e-3], dtype=torch.bfloat16)
print(x * x, x + x, x.exp(), torch.softmax(x, 0), x.sqrt())
print(torch.tensor([3.14159], dtype=torch.bfloat16).item(), torch.tensor([3.14159], dtype=torch.float16).item())
print(torch.arange(5, dtype=torch.bfloat16) / 3)
