import torch
from torch.autograd import Function, gradcheck


class LN(Function):
    @staticmethod
    def forward(ctx, x, gamma, beta, eps=1e-5):
        mu = x.mean(-1, keepdim=True)
        var = ((x - mu) ** 2).mean(-1, keepdim=True)
        rstd = (var + eps).rsqrt()
        xhat = (x - mu) * rstd
        ctx.save_for_backward(xhat, rstd, gamma)
        return xhat * gamma + beta

    @staticmethod
    def backward(ctx, dy):
        xhat, rstd, gamma = ctx.saved_tensors
        dbeta = dy.sum(tuple(range(dy.dim() - 1)))
        dgamma = (dy * xhat).sum(tuple(range(dy.dim() - 1)))
        g = dy * gamma
        dx = rstd * (g - g.mean(-1, keepdim=True) - xhat * (g * xhat).mean(-1, keepdim=True))
        return dx, dgamma, dbeta, None


torch.manual_seed(0)
x = torch.randn(2, 3, 4, dtype=torch.float64, requires_grad=True)
w = torch.randn(4, dtype=torch.float64, requires_grad=True)
b = torch.randn(4, dtype=torch.float64, requires_grad=True)
print(gradcheck(LN.apply, (x, w, b)))
y = LN.apply(x, w, b)
ref = torch.nn.functional.layer_norm(x, (4,), w, b)
print(torch.allclose(y, ref), y.grad_fn.name(), ref.grad_fn.name())
y.sum().backward()
print(x.grad.abs().max() < 1e-12, w.grad, b.grad)
print(len(y.grad_fn.next_functions))
