import torch

print(torch.linalg.cholesky(torch.eye(2)))
try:
    torch.linalg.cholesky(-torch.eye(2))
except torch.linalg.LinAlgError as e:
    print(type(e), isinstance(e, RuntimeError), e)
try:
    torch.linalg.solve(torch.zeros(2, 2), torch.ones(2))
except RuntimeError as e:
    print(type(e).__name__, e)
torch.linalg.inv(torch.zeros(2, 2))
