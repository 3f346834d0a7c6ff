import torch

ones = torch.full((4096,), 0.1, dtype=torch.float16)
print(ones.sum(), ones.float().sum(), ones.mean())
acc = torch.zeros((), dtype=torch.float16)
for v in ones[:300]:
    acc = acc + v
print(acc, ones[:300].sum())
b = torch.full((1000,), 1.01, dtype=torch.bfloat16)
print(b.sum(), b.sum(dtype=torch.float32), b.mean(), b.var())
print(torch.cumsum(torch.ones(10, dtype=torch.bfloat16) * 0.1, 0))
print((ones * ones).dtype, (ones * 2.5).dtype, (ones[:2] + torch.ones(2)).dtype, (ones[:2] + b[:2]).dtype)
