import torch
import torch.nn as nn


def build(depth, norm):
    layers = []
    for _ in range(depth):
        layers += [nn.Linear(16, 16), norm(16), nn.Tanh()]
    return nn.Sequential(*layers)


for name, norm in {"none": lambda d: nn.Identity(), "layer": nn.LayerNorm, "batch": nn.BatchNorm1d}.items():
    torch.manual_seed(0)
    net = build(6, norm)
    x = torch.randn(32, 16)
    net(x).pow(2).mean().backward()
    norms = [m.weight.grad.norm().item() for m in net if isinstance(m, nn.Linear)]
    print(f"{name:<6}", " ".join(f"{v:.2e}" for v in norms), f"ratio {norms[0] / norms[-1]:.3f}")
