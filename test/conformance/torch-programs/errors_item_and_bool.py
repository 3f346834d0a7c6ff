import torch

x = torch.tensor([1, 2])
if (x > 0).all():
    print("all positive")
try:
    float(x)
except Exception as e:
    print(type(e).__name__, e)
try:
    int(torch.tensor([]))
except Exception as e:
    print(type(e).__name__, e)
print(len(x), [v.item() for v in x])
assert x == torch.tensor([1, 2]), "never reached"
