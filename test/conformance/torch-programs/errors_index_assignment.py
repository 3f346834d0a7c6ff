import torch

x = torch.zeros(2, 3)
x[0] = 1
x[:, 1] = torch.tensor([5.0, 6.0])
print(x)
try:
    x[0] = torch.ones(4)
except RuntimeError as e:
    print(e)
try:
    x[5] = 0
except IndexError as e:
    print(e)
w = torch.zeros(2, requires_grad=True)
w[0] = 1.0
