import torch
import torch.nn as nn

w = nn.Parameter(torch.tensor([1.0, 2.0]))
opt = torch.optim.SGD([w], lr=0.1, maximize=True)


def closure():
    opt.zero_grad()
    loss = -(w ** 2).sum()
    loss.backward()
    return loss


for _ in range(3):
    print(opt.step(closure), w.data)
for cls, kw in ((torch.optim.RMSprop, {"lr": 0.1}), (torch.optim.Adagrad, {"lr": 0.5}), (torch.optim.AdamW, {"lr": 0.1}), (torch.optim.SGD, {"lr": 0.1, "momentum": 0.9, "nesterov": True})):
    p = nn.Parameter(torch.tensor([1.0, -1.0]))
    o = cls([p], **kw)
    for _ in range(3):
        o.zero_grad()
        (p ** 2).sum().backward()
        o.step()
    print(cls.__name__, p.data, sorted(o.state[p]))
