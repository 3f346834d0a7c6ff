import torch
import torch.nn as nn

torch.manual_seed(0)
master = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 1))
half = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 1)).to(torch.bfloat16)
opt = torch.optim.SGD(master.parameters(), lr=0.05)
x = torch.randn(32, 8)
y = x[:, :1] * 2 - 1
scale = 2.0 ** 8
for step in range(5):
    with torch.no_grad():
        for h, m in zip(half.parameters(), master.parameters()):
            h.copy_(m)
    out = half(x.bfloat16())
    loss = (out.float() - y).pow(2).mean()
    (loss * scale).backward()
    for h, m in zip(half.parameters(), master.parameters()):
        m.grad = h.grad.float() / scale
        h.grad = None
    opt.step()
    print(step, out.dtype, f"{loss.item():.2f}", half[0].weight.dtype, master[0].weight.dtype)
print(torch.isfinite(master[0].weight).all(), next(half.parameters()).is_leaf)
