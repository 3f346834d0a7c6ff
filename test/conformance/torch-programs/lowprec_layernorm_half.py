import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(0)
x = torch.randn(2, 8)
for dt in (torch.float64, torch.float32, torch.bfloat16):
    y = F.layer_norm(x.to(dt), (8,))
    print(y)
ln = nn.LayerNorm(8).bfloat16()
print(ln.weight.dtype, ln(x.bfloat16()).dtype)
big = x * 300
naive = (big.half() - big.half().mean(-1, keepdim=True)) / ((big.half() - big.half().mean(-1, keepdim=True)) ** 2).mean(-1, keepdim=True).sqrt()
print(naive.isnan().any().item(), naive.isinf().any().item(), naive[0, :3])
