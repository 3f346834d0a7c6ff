import copy
import torch
import torch.nn as nn


class EMA:
    def __init__(self, model, decay=0.9):
        self.decay = decay
        self.shadow = copy.deepcopy(model)
        for p in self.shadow.parameters():
            p.requires_grad_(False)

    @torch.no_grad()
    def update(self, model):
        for s, p in zip(self.shadow.parameters(), model.parameters()):
            s.lerp_(p, 1 - self.decay)


torch.manual_seed(0)
net = nn.Linear(2, 1)
ema = EMA(net)
opt = torch.optim.SGD(net.parameters(), lr=0.5)
for i in range(5):
    opt.zero_grad()
    loss = (net(torch.ones(1, 2)) - 3).pow(2).sum()
    loss.backward()
    opt.step()
    ema.update(net)
    print(i, f"{loss.item():.5f}", net.weight.data, ema.shadow.weight)
print(ema.shadow.weight.requires_grad, ema.shadow.bias.grad)
