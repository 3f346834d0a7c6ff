import torch

print(torch.stack([torch.ones(2), torch.zeros(2)]))
try:
    torch.cat([])
except Exception as e:
    print(type(e).__name__, e)
try:
    torch.stack([torch.ones(2), torch.ones(3)])
except RuntimeError as e:
    print(e)
torch.cat([torch.ones(2), torch.ones(2, 2)])
