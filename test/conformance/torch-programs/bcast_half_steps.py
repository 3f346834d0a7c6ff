"""Steps of half types, powers of two, and fractions beside integers."""
import torch

print(torch.linspace(3, -2.459, 16, dtype=torch.half).tolist())
print(torch.linspace(-1, 1, 11, dtype=torch.bfloat16))
print(torch.linspace(torch.tensor(0.0), torch.tensor(1.0), 3), torch.logspace(torch.tensor(0.0), 1, 3))
half = torch.ones(2, dtype=torch.half)
for exponent in (torch.tensor([1, 2]), torch.tensor([1.0, 2.0]), torch.tensor(2)):
    print(torch.ldexp(half, exponent), torch.ldexp(half.double(), exponent).dtype)
i = torch.tensor([1, 2, 3])
print(torch.addcmul(i, i, i, value=1.9), i.index_add(0, torch.tensor([0]), torch.tensor([5]), alpha=1.9))
print(torch.floor_divide(torch.tensor([2.0], dtype=torch.bfloat16), torch.tensor([0.0172], dtype=torch.bfloat16)))
print(torch.log_softmax(torch.tensor([[1.0], [-2.0]], dtype=torch.bfloat16), 0))
x = torch.tensor([1.0, 2.0], requires_grad=True)
print(torch.autograd.grad(x.var(correction=2), x), torch.autograd.grad(x.view(2, 1).var(1).sum(), x))
