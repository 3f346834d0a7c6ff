import torch
import torch.nn.functional as F

for s in (1.0, 1e-2, 1e-4, 0.0):
    x = (torch.tensor([[1.0, 2.0, 3.0, 4.0]]) * s + 10).double().requires_grad_()
    y = F.layer_norm(x, (4,))
    y[0, 0].backward()
    print(s, y.detach(), x.grad, f"{x.grad.norm():.4e}")
