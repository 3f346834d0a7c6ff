import torch

x = torch.ones(3)
y = (x * 2).sum()
print(y, y.requires_grad)
try:
    y.backward()
except RuntimeError as e:
    print(e)
w = torch.ones(3, requires_grad=True)
with torch.no_grad():
    z = (w * 2).sum()
z.backward()
