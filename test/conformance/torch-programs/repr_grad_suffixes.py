import torch
import torch.nn as nn

a = torch.tensor([1.0, 2.0], requires_grad=True)
print(a, a * 2, (a * 2).sum(), a.detach(), a.data)
print(a.mean(), a.exp().log(), a.view(2, 1), a[0], a[:1], a.unsqueeze(0), a.t())
print(torch.stack([a, a]), torch.cat([a, a]), a @ a, a.clone(), a.relu(), a.max(), a.max(0))
print(nn.Parameter(torch.zeros(2, 2)), nn.Parameter(torch.tensor(1.5)), nn.Parameter(torch.ones(1), requires_grad=False))
print(nn.Linear(1, 1, bias=False)(torch.zeros(1, 1)).shape, (a > 1), a.long(), a.int().dtype)
print(a.softmax(0), a.log_softmax(0), nn.functional.layer_norm(a, (2,)), nn.functional.gelu(a))
print([a[0], a[1]], (a,), {"k": a})
print(f"{a[0]:.2f} {a[1].item()!r} {a}", str(a), repr(a))
