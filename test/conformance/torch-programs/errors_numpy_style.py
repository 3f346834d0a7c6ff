import torch

x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
for fn in (lambda: x[2], lambda: x[0, 5], lambda: x[:, :, 0], lambda: x["a"], lambda: x[1.5], lambda: x[torch.tensor([0.5])]):
    try:
        print(fn())
    except Exception as e:
        print(type(e).__name__, str(e).split("(")[0].strip()[:70])
x[[0, 2]]
