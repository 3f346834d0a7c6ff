import torch
import torch.nn as nn


def train(seed):
    torch.manual_seed(seed)
    net = nn.Sequential(nn.Linear(3, 4), nn.Dropout(0.5), nn.LayerNorm(4), nn.Linear(4, 1))
    opt = torch.optim.SGD(net.parameters(), lr=0.1)
    out = []
    for _ in range(4):
        x = torch.randn(8, 3)
        loss = net(x).pow(2).mean() + 0.01 * torch.rand(())
        opt.zero_grad()
        loss.backward()
        opt.step()
        out.append(round(loss.item(), 4))
    return out, torch.randint(0, 1000, (3,)).tolist()


print(train(0))
print(train(1))
print(train(0) == train(0), train(0)[0] != train(1)[0])
torch.manual_seed(5)
s = torch.get_rng_state()
a = [torch.rand(1).item() for _ in range(3)]
torch.set_rng_state(s)
print(a == [torch.rand(1).item() for _ in range(3)], s.shape, s.dtype)
print(torch.rand(3), torch.normal(torch.zeros(3), torch.ones(3)), torch.randn(1).item())
