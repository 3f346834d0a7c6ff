import torch

x = torch.tensor([1.0, 2.5, -3.125])
print(f"{x[0]:.3f} {x[1].item():8.2f} {x.sum():e} {x.mean():g}")
print("%.2f %s %r" % (x[0], x[1], x[2]), "{:>10.3f}|{:<8}|".format(x[0].item(), "ok"))
print(x.tolist(), x.shape, tuple(x.shape), list(x.size()), x.numel(), x.ndim, len(x))
print(torch.tensor(7).item(), torch.tensor(7.0).item(), torch.tensor(True).item(), int(torch.tensor(3)), float(torch.tensor(2)))
print(x.dtype, x.device, x.layout, x.is_leaf, x.requires_grad, x.stride(), x.element_size())
for row in torch.arange(6).view(2, 3):
    print(row, row.sum().item(), " ".join(f"{v:2d}" for v in row.tolist()))
print(str(torch.Size([1, 2])), torch.Size([2, 3]).numel(), torch.zeros(2, 3).size(1), torch.zeros(0).shape)
print(repr(torch.float16), torch.int64, torch.bool, [torch.float32, torch.long])
print({"a": torch.tensor(1.0), "b": [torch.tensor([1, 2])]}, (torch.tensor(0.1), None))
print(torch.tensor([1e-3, 1e3]), torch.tensor([0.1, 0.25, 0.3333333]), torch.tensor([100000.0, 0.5]), torch.tensor([1e-5]))
print(torch.tensor([0.0, 1e-45]), torch.tensor(1e-7), torch.tensor(123456789.0), torch.tensor(0.1, dtype=torch.float64))
