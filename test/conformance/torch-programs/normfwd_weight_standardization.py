import torch
import torch.nn as nn
import torch.nn.functional as F


class WSConv(nn.Conv2d):
    def forward(self, x):
        w = self.weight
        m = w.mean((1, 2, 3), keepdim=True)
        s = w.std((1, 2, 3), keepdim=True)
        return F.conv2d(x, (w - m) / (s + 1e-5), self.bias, self.stride, self.padding)


torch.manual_seed(0)
net = nn.Sequential(WSConv(3, 4, 3, padding=1), nn.GroupNorm(2, 4), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 2))
x = torch.randn(2, 3, 6, 6)
print(net)
y = net(x)
print(y)
y.sum().backward()
print(net[0].weight.grad.shape, f"{net[0].weight.grad.abs().sum():.4f}", net[5].bias.grad)
for layer in net:
    x = layer(x)
    print(type(layer).__name__, tuple(x.shape))
