import torch
import torch.nn as nn
import torch.nn.functional as F


class PixelNorm(nn.Module):
    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(1, keepdim=True) + 1e-8)


class CosineLinear(nn.Linear):
    def forward(self, x):
        return F.linear(F.normalize(x, dim=-1), F.normalize(self.weight, dim=-1)) * 10


torch.manual_seed(0)
x = torch.randn(2, 4, 2, 2)
y = PixelNorm()(x)
print(y.pow(2).mean(1), y[0, :, 0, 0])
c = CosineLinear(4, 3, bias=False)
out = c(x[:, :, 0, 0])
print(out, out.abs().max() <= 10)
print(F.normalize(torch.zeros(2, 3)), F.normalize(torch.tensor([[3.0, 4.0]]), p=1), F.normalize(torch.tensor([3.0, 4.0]), dim=0))
lrn = nn.LocalResponseNorm(2)
print(lrn(x)[0, 0], F.local_response_norm(x, 3, alpha=1.0)[1, 2])
print(nn.LayerNorm([4, 2, 2])(x).shape, F.layer_norm(x, x.shape[2:])[0, 0], nn.GroupNorm(4, 4)(x)[0, 0])
print(nn.InstanceNorm2d(4)(x)[0, 0], nn.BatchNorm2d(4)(x)[0, 0])
