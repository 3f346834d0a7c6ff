import torch
import torch.nn.functional as F
from torch.autograd.graph import save_on_cpu, saved_tensors_hooks


def attempt(run):
    try:
        print(run())
    except Exception as error:
        print(type(error).__name__, error)


def pack(x):
    print("pack", tuple(x.shape), x.requires_grad, type(x.grad_fn).__name__)
    return x.detach()


def unpack(x):
    print("unpack", tuple(x.shape))
    return x


a = torch.arange(1.0, 6.0).requires_grad_()
b = torch.arange(5.0).requires_grad_() * 2
steps = {
    "exp": lambda: a.exp().sum(),
    "pow": lambda: (a**2).sum(),
    "softmax": lambda: a.softmax(0)[1],
    "layer_norm": lambda: F.layer_norm(a, (5,)).pow(2).sum(),
    "batch_norm": lambda: F.batch_norm(a.view(5, 1), None, None, training=True).exp().sum(),
    "addmm": lambda: torch.addmm(a.view(1, 5), torch.ones(1, 2), torch.ones(2, 5)).sum(),
    "mse": lambda: F.mse_loss(a, torch.zeros(5)),
    "where": lambda: torch.where(a > 2, a, b).sum(),
    "std": lambda: a.std(),
    "gelu": lambda: F.gelu(a).sum(),
    "nothing": lambda: (a + b).mean(),
}
for name, step in steps.items():
    print(name)
    with saved_tensors_hooks(pack, unpack):
        result = step()
    print("gradient", torch.autograd.grad(result, a)[0].shape)


class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return 2 * x * grad


with saved_tensors_hooks(pack, unpack):
    y = Square.apply(a)
y.sum().backward()
print(a.grad)

with saved_tensors_hooks(pack, unpack):
    with saved_tensors_hooks(lambda x: x.detach() * 2, lambda x: x / 2):
        inner = a.tanh()
    outer = a.sigmoid()
print(torch.autograd.grad(inner.sum(), a)[0])
print(torch.autograd.grad(outer.sum(), a)[0])

x = torch.tensor(2.0, requires_grad=True)
with saved_tensors_hooks(lambda x: x, lambda x: x):
    cube = x**3
    square = x.exp()
(first,) = torch.autograd.grad(cube, x, create_graph=True)
print(first, torch.autograd.grad(first, x))
(first,) = torch.autograd.grad(square, x, create_graph=True)
print(first, torch.autograd.grad(first, x))



with save_on_cpu():
    z = (a**3).sum()
print(torch.autograd.grad(z, a)[0])
y = a.exp()
y.sum().backward()
attempt(lambda: y.sum().backward())
