import torch
import torch.nn as nn

torch.manual_seed(0)
p = nn.Parameter(torch.randn(3, dtype=torch.float64))
q = p.detach().clone()
opt = torch.optim.Adam([p], lr=0.1, betas=(0.9, 0.99), eps=1e-8, weight_decay=0.01)
m = torch.zeros(3, dtype=torch.float64)
v = torch.zeros(3, dtype=torch.float64)
target = torch.tensor([1.0, -2.0, 0.5], dtype=torch.float64)
for t in range(1, 6):
    opt.zero_grad()
    ((p - target) ** 2).sum().backward()
    opt.step()
    g = 2 * (q - target) + 0.01 * q
    m = 0.9 * m + 0.1 * g
    v = 0.99 * v + 0.01 * g * g
    q = q - 0.1 * (m / (1 - 0.9 ** t)) / ((v / (1 - 0.99 ** t)).sqrt() + 1e-8)
    print(t, p.data, (p.data - q).abs().max().item() < 1e-12)
st = opt.state[p]
print(sorted(st), st["step"], st["exp_avg"])
print(opt.state_dict()["param_groups"][0]["betas"], len(opt.state_dict()["state"]))
