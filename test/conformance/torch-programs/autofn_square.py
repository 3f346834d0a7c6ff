import torch
from torch.autograd import Function


class Square(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    @staticmethod
    def backward(ctx, grad_out):
        (x,) = ctx.saved_tensors
        print("backward called with", grad_out.shape, ctx.needs_input_grad)
        return 2 * x * grad_out


x = torch.tensor([1.0, -2.0, 3.0], requires_grad=True)
y = Square.apply(x)
print(y, y.requires_grad, y.grad_fn is not None, type(y.grad_fn).__name__)
y.sum().backward()
print(x.grad)
print(Square.apply(torch.ones(2)).requires_grad)
with torch.no_grad():
    print(Square.apply(x).grad_fn)
z = Square.apply(Square.apply(x))
(g,) = torch.autograd.grad(z.sum(), x)
print(g, torch.allclose(g, 4 * x ** 3))
