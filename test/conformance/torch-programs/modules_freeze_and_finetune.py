import torch
import torch.nn as nn

torch.manual_seed(0)
base = nn.Sequential(nn.Linear(4, 4), nn.ReLU())
head = nn.Linear(4, 1)
model = nn.Sequential(base, head)
for p in base.parameters():
    p.requires_grad = False
trainable = [n for n, p in model.named_parameters() if p.requires_grad]
print(trainable)
opt = torch.optim.SGD(filter(lambda p: p.requires_grad, model.parameters()), lr=0.1, momentum=0.9)
before = {k: v.clone() for k, v in model.state_dict().items()}
x, y = torch.randn(8, 4), torch.randn(8, 1)
for _ in range(3):
    opt.zero_grad()
    nn.functional.mse_loss(model(x), y).backward()
    opt.step()
print({k: torch.equal(before[k], v) for k, v in model.state_dict().items()})
print(base[0].weight.grad, head.weight.grad.shape)
print(opt)
print(len(opt.state), list(opt.state_dict()["state"][0]))
base.requires_grad_(True)
opt.add_param_group({"params": base.parameters(), "lr": 0.01})
print(len(opt.param_groups), [g["lr"] for g in opt.param_groups], opt.param_groups[1]["momentum"])
