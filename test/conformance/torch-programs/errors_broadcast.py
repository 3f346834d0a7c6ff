import torch

a = torch.zeros(3, 4)
b = torch.zeros(4)
print((a + b).shape)
c = torch.zeros(3)
try:
    a + c
except RuntimeError as e:
    print("caught:", e)
a.mul_(torch.zeros(2, 3, 4))
