import torch


class MulAdd(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b, c):
        ctx.save_for_backward(a, b)
        return a * b + c

    @staticmethod
    def backward(ctx, g):
        a, b = ctx.saved_tensors
        ga = g * b if ctx.needs_input_grad[0] else None
        gb = g * a if ctx.needs_input_grad[1] else None
        print("needs", ctx.needs_input_grad)
        return ga, gb, g


a = torch.tensor([1.0, 2.0], requires_grad=True)
b = torch.tensor([3.0, 4.0])
c = torch.tensor([0.5, 0.5], requires_grad=True)
out = MulAdd.apply(a, b, c)
out.backward(torch.tensor([1.0, 10.0]))
print(a.grad, b.grad, c.grad)
print(out)
try:
    out.sum().backward()
except RuntimeError as e:
    print(str(e)[:58])
(g,) = torch.autograd.grad(MulAdd.apply(a, a, c).sum(), a)
print(g)
