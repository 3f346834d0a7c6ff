import torch

a = torch.eye(3)
print(torch.linalg.inv(a * 2))
try:
    torch.linalg.inv(torch.zeros(2, 2))
except Exception as e:
    print(type(e).__name__, e)
try:
    torch.bmm(torch.ones(2, 2), torch.ones(2, 2))
except RuntimeError as e:
    print(e)
try:
    torch.dot(torch.ones(2), torch.ones(3))
except RuntimeError as e:
    print(e)
torch.mm(torch.ones(2, 3), torch.ones(2, 3))
