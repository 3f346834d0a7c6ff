import torch
import torch.nn as nn

p = nn.Parameter(torch.zeros(1))


def trace(make, n=8):
    opt = torch.optim.SGD([p], lr=1.0)
    sched = make(opt)
    out = []
    for _ in range(n):
        out.append(round(opt.param_groups[0]["lr"], 6))
        opt.step()
        sched.step()
    return out, sched.get_last_lr()


L = torch.optim.lr_scheduler
print(trace(lambda o: L.StepLR(o, step_size=3, gamma=0.1)))
print(trace(lambda o: L.ExponentialLR(o, gamma=0.5)))
print(trace(lambda o: L.CosineAnnealingLR(o, T_max=8, eta_min=0.1)))
print(trace(lambda o: L.LambdaLR(o, lambda e: min(1.0, (e + 1) / 4))))
print(trace(lambda o: L.LinearLR(o, 0.25, 1.0, total_iters=4)))
print(trace(lambda o: L.MultiStepLR(o, [2, 5], gamma=0.5)))
print(trace(lambda o: L.SequentialLR(o, [L.LinearLR(o, 0.1, 1.0, 3), L.CosineAnnealingLR(o, 5)], [3])))
opt = torch.optim.AdamW([p], lr=0.1, weight_decay=0.0)
plateau = L.ReduceLROnPlateau(opt, factor=0.5, patience=1)
for v in (1.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.5):
    plateau.step(v)
    print(opt.param_groups[0]["lr"], end=" ")
print()
