import torch
import torch.nn as nn

x = torch.tensor([[1.0, 2.0, 3.0, 4.0], [-1.0, 0.0, 0.0, 1.0], [5.0, 5.0, 5.0, 9.0]])
ln = nn.LayerNorm(4)
print(ln(x))
with torch.no_grad():
    ln.weight.copy_(torch.tensor([1.0, 2.0, 0.5, -1.0]))
    ln.bias.fill_(0.25)
print(ln(x))
print(ln.state_dict())
bn = nn.BatchNorm1d(4)
print(bn(x))
print(bn.running_mean, bn.running_var, bn.num_batches_tracked)
bn.eval()
print(bn(x))
gn = nn.GroupNorm(2, 4)
print(gn(x))
print(nn.LayerNorm((3, 4), elementwise_affine=False)(x))
