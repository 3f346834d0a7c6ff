import torch
import torch.nn.functional as F

torch.manual_seed(0)
x = torch.randn(2, 4, 3, 3)
eps = 1e-5
for name, dims in {"batch": (0, 2, 3), "layer": (1, 2, 3), "instance": (2, 3)}.items():
    m = x.mean(dims, keepdim=True)
    v = x.var(dims, unbiased=False, keepdim=True)
    y = (x - m) / torch.sqrt(v + eps)
    ref = {"batch": F.batch_norm(x, None, None, training=True), "layer": F.layer_norm(x, x.shape[1:]), "instance": F.instance_norm(x)}[name]
    print(f"{name:<9}", tuple(m.shape), torch.allclose(y, ref, atol=1e-5), f"{y.mean():.2e}"[:2] in ("-1", "1.", "0.", "-2", "2.", "-3", "3.", "-4", "4.", "5.", "-5", "6.", "-6", "7.", "-7", "8.", "9.", "-8", "-9"), f"{y.std(unbiased=False):.4f}")
g = x.view(2, 2, 2, 3, 3)
y = ((g - g.mean((2, 3, 4), keepdim=True)) / (g.var((2, 3, 4), unbiased=False, keepdim=True) + eps).sqrt()).view_as(x)
print("group    ", torch.allclose(y, F.group_norm(x, 2), atol=1e-5))
print(y[0, 0])
