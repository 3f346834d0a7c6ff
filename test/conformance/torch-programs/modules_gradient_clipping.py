import torch
import torch.nn as nn

torch.manual_seed(0)
m = nn.Sequential(nn.Linear(3, 8), nn.Tanh(), nn.Linear(8, 1))
x = torch.randn(10, 3) * 10
loss = (m(x) * 100).pow(2).mean()
loss.backward()
before = torch.norm(torch.stack([p.grad.norm() for p in m.parameters()]))
total = nn.utils.clip_grad_norm_(m.parameters(), max_norm=1.0)
after = torch.norm(torch.stack([p.grad.norm() for p in m.parameters()]))
print(f"{before:.3f} {total:.3f} {after:.4f}")
print(torch.isclose(before, total), type(total).__name__)
nn.utils.clip_grad_value_(m.parameters(), 0.05)
print(max(p.grad.abs().max().item() for p in m.parameters()) <= 0.05 + 1e-8)
print([f"{p.grad.abs().max():.4f}" for p in m.parameters()])
inf_norm = nn.utils.clip_grad_norm_(m.parameters(), 0.01, norm_type=float("inf"))
print(f"{inf_norm:.4f}", f"{max(p.grad.abs().max() for p in m.parameters()):.4f}")
