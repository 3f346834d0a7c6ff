import torch


class MySoftmax(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim):
        e = (x - x.amax(dim, keepdim=True)).exp()
        y = e / e.sum(dim, keepdim=True)
        ctx.save_for_backward(y)
        ctx.dim = dim
        return y

    @staticmethod
    def backward(ctx, g):
        (y,) = ctx.saved_tensors
        return y * (g - (g * y).sum(ctx.dim, keepdim=True)), None


torch.manual_seed(0)
x = torch.randn(2, 4, dtype=torch.float64, requires_grad=True)
w = torch.randn(2, 4, dtype=torch.float64)
y = MySoftmax.apply(x, -1)
print(y)
(y * w).sum().backward()
g1 = x.grad.clone()
x.grad = None
(torch.softmax(x, -1) * w).sum().backward()
print(torch.allclose(g1, x.grad), (g1 - x.grad).abs().max() < 1e-12)
print(torch.autograd.gradcheck(lambda t: MySoftmax.apply(t, 0), (x,)))
print(torch.autograd.gradgradcheck(lambda t: MySoftmax.apply(t, 0), (x,)))
print(f"{g1.sum().abs().item():.3e}" == f"{0:.3e}" or g1.sum().abs().item() < 1e-15)
