import torch
import torch.nn as nn


def param_groups(model, wd):
    decay, no_decay = [], []
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        (no_decay if p.ndim <= 1 or name.endswith(".bias") else decay).append(p)
    return [{"params": decay, "weight_decay": wd}, {"params": no_decay, "weight_decay": 0.0}]


torch.manual_seed(0)
model = nn.Sequential(nn.Embedding(5, 4), nn.LayerNorm(4), nn.Linear(4, 4))
groups = param_groups(model, 0.1)
print([len(g["params"]) for g in groups])
opt = torch.optim.AdamW(groups, lr=0.1)
print(opt)
before = [p.detach().clone() for p in model.parameters()]
model(torch.tensor([0, 1])).sum().backward()
opt.step()
for (n, p), b in zip(model.named_parameters(), before):
    print(n, f"{(p - b).abs().max().item():.5f}")
print(opt.param_groups[0]["weight_decay"], opt.param_groups[1]["weight_decay"], opt.state_dict()["param_groups"][1]["params"])
