import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(123)
d = nn.Dropout(0.4)
x = torch.ones(3, 5)
print(d(x))
print(d(x).sum().item() > 0, d.eval()(x).sum())
print(F.dropout(torch.arange(1.0, 9.0), 0.5), F.dropout(x, 0.5, training=False)[0])
print(nn.Dropout2d(0.5)(torch.ones(2, 3, 2, 2))[:, :, 0, 0])
print(torch.rand(2))
torch.manual_seed(123)
print(torch.equal(nn.Dropout(0.4)(x), nn.Dropout(0.4)(x)))
