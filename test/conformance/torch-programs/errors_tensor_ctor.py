import torch

print(torch.tensor([[1, 2], [3, 4]]).shape)
for v in ([[1, 2], [3]], [1, "a"], None, {"a": 1}, [[1, 2], 3]):
    try:
        print(torch.tensor(v))
    except Exception as e:
        print(type(e).__name__, e)
torch.zeros(2, -3)
