import math
import torch
from torch.optim.lr_scheduler import LambdaLR, CosineAnnealingWarmRestarts, OneCycleLR


def get_cosine_schedule_with_warmup(optimizer, warmup, total, cycles=0.5):
    def lr_lambda(step):
        if step < warmup:
            return float(step) / float(max(1, warmup))
        progress = float(step - warmup) / float(max(1, total - warmup))
        return max(0.0, 0.5 * (1.0 + math.cos(math.pi * float(cycles) * 2.0 * progress)))

    return LambdaLR(optimizer, lr_lambda)


w = torch.nn.Parameter(torch.zeros(3))
opt = torch.optim.SGD([w], lr=0.5)
sched = get_cosine_schedule_with_warmup(opt, 3, 12)
lrs = []
for _ in range(12):
    lrs.append(sched.get_last_lr()[0])
    opt.step()
    sched.step()
print([f"{v:.4f}" for v in lrs], sched.last_epoch)
opt = torch.optim.SGD([w], lr=0.1)
s = CosineAnnealingWarmRestarts(opt, T_0=4, T_mult=2)
out = []
for e in range(10):
    out.append(f"{opt.param_groups[0]['lr']:.4f}")
    opt.step()
    s.step()
print(out, s.T_cur, s.T_i)
opt = torch.optim.Adam([w], lr=0.1)
s = OneCycleLR(opt, max_lr=1.0, total_steps=10)
for e in range(10):
    print(f"{opt.param_groups[0]['lr']:.4f}/{opt.param_groups[0]['betas'][0]:.3f}", end=" ")
    opt.step()
    if e < 9:
        s.step()
print()
