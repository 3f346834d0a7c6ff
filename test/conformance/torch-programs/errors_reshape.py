import torch

x = torch.arange(12)
for shape in [(3, 4), (2, -1), (-1,), (5, 3)]:
    try:
        print(shape, x.reshape(shape).shape)
    except RuntimeError as e:
        print(shape, "->", e)
y = torch.arange(6).view(2, 3).t()
y.view(6)
