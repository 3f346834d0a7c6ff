import copy
import torch
import torch.nn as nn

torch.manual_seed(0)
a = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Linear(3, 1))
b = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Linear(3, 1))
a(torch.randn(8, 2))
x = torch.ones(2, 2)
a.eval(), b.eval()
print(torch.equal(a(x), b(x)))
print(b.load_state_dict(a.state_dict()))
print(torch.equal(a(x), b(x)))
snapshot = copy.deepcopy(a.state_dict())
with torch.no_grad():
    a[0].weight.add_(1.0)
print(torch.equal(snapshot["0.weight"], a.state_dict()["0.weight"]), torch.equal(snapshot["0.weight"], b[0].weight))
partial = {k: v for k, v in snapshot.items() if k.startswith("0.")}
print(b.load_state_dict(partial, strict=False))
try:
    b.load_state_dict(partial)
except RuntimeError as e:
    print(e)
bad = dict(snapshot)
bad["0.weight"] = torch.zeros(4, 2)
bad["9.bias"] = torch.zeros(1)
try:
    b.load_state_dict(bad)
except RuntimeError as e:
    print(e)
print(snapshot["1.num_batches_tracked"], snapshot["1.running_mean"])
