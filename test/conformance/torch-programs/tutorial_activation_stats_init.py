# "initialization and activation statistics": depth against scale
import math
import torch
import torch.nn as nn


def run(init, act, depth=8, width=64):
    torch.manual_seed(0)
    x = torch.randn(256, width)
    stds = []
    for _ in range(depth):
        w = torch.empty(width, width)
        init(w)
        x = act(x @ w.t())
        stds.append(x.std().item())
    return stds


for name, init, act in [
    ("normal(0,1) tanh", lambda w: nn.init.normal_(w), torch.tanh),
    ("0.01 tanh", lambda w: nn.init.normal_(w, std=0.01), torch.tanh),
    ("xavier tanh", nn.init.xavier_normal_, torch.tanh),
    ("kaiming relu", lambda w: nn.init.kaiming_normal_(w, nonlinearity="relu"), torch.relu),
    ("xavier relu", nn.init.xavier_normal_, torch.relu),
]:
    print(f"{name:<18}", " ".join(f"{s:.3f}" for s in run(init, act)))
print(math.isclose(nn.init.calculate_gain("relu"), math.sqrt(2)))
