import torch
import torch.nn as nn

torch.manual_seed(1)
batches = [torch.randn(6, 2) * (i + 1) + i for i in range(3)]
for momentum in (0.1, 0.5, None):
    bn = nn.BatchNorm1d(2, momentum=momentum)
    for b in batches:
        bn(b)
    print(momentum, bn.running_mean, bn.running_var, bn.num_batches_tracked.item())
bn = nn.BatchNorm1d(2, track_running_stats=False)
print(bn.running_mean, bn.eval()(batches[0])[0])
bn = nn.BatchNorm1d(2)
bn.reset_running_stats()
print(bn.running_var, list(bn.state_dict()))
m = torch.stack(batches).mean((0, 1))
print(m)
