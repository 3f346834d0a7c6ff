import torch
import torch.nn as nn

torch.manual_seed(0)
net = nn.Sequential(nn.Linear(4, 8), nn.LayerNorm(8), nn.ReLU(), nn.Linear(8, 2))
stats = {}


def watch(name):
    def hook(module, inputs, output):
        stats[name] = (output.mean().item(), output.std().item(), tuple(output.shape))

    return hook


handles = [layer.register_forward_hook(watch(f"{i}.{type(layer).__name__}")) for i, layer in enumerate(net)]
grads = []
net[1].register_full_backward_hook(lambda mod, gin, gout: grads.append((gin[0].norm().item(), gout[0].norm().item())))
x = torch.randn(16, 4, requires_grad=True)
net(x).pow(2).sum().backward()
for k, (m, s, shape) in stats.items():
    print(f"{k:<12} mean {m:+.4f} std {s:.4f} {shape}")
print([(f"{a:.4f}", f"{b:.4f}") for a, b in grads])
for h in handles:
    h.remove()
stats.clear()
net(x)
print(stats, len(net[0]._forward_hooks))
