import torch
import torch.nn as nn


def init_weights(m):
    if isinstance(m, nn.Linear):
        nn.init.xavier_uniform_(m.weight)
        nn.init.constant_(m.bias, 0.01)
    elif isinstance(m, nn.LayerNorm):
        nn.init.ones_(m.weight)
        nn.init.zeros_(m.bias)
    elif isinstance(m, nn.Embedding):
        nn.init.normal_(m.weight, std=0.02)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb = nn.Embedding(5, 4)
        self.body = nn.Sequential(nn.Linear(4, 4), nn.LayerNorm(4), nn.ReLU())
        self.head = nn.Linear(4, 2)

    def forward(self, i):
        return self.head(self.body(self.emb(i)))


torch.manual_seed(7)
net = Net().apply(init_weights)
print(net.emb.weight)
print(net.head.weight, net.head.bias)
print(net(torch.tensor([0, 3])))
print([f"{n}: {p.mean().item():.4f}" for n, p in net.named_parameters()])
