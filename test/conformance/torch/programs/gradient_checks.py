"""gradcheck, gradgradcheck and torch.autograd.functional: what they say of right and wrong functions."""
import torch, warnings
warnings.simplefilter("ignore")
from torch.autograd import Function, gradcheck, gradgradcheck
def show(f):
    try:
        print("ok", f())
    except Exception as e:
        print(type(e).__name__, e)
D = torch.float64
x = torch.tensor([1., 2., 3.], dtype=D, requires_grad=True)
class Bad(Function):
    @staticmethod
    def forward(ctx, x): return x * x
    @staticmethod
    def backward(ctx, g): return g * 3
class BadTwo(Function):
    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x, y); return x * y, x + y
    @staticmethod
    def backward(ctx, g, h):
        x, y = ctx.saved_tensors
        return g * y + h, g * x * 1.5 + h
y = torch.tensor([2., 1., 0.5], dtype=D, requires_grad=True)
show(lambda: gradcheck(Bad.apply, (x,)))
show(lambda: gradcheck(Bad.apply, x))
show(lambda: gradcheck(BadTwo.apply, (x, y)))
show(lambda: gradcheck(Bad.apply, (x,), raise_exception=False))
show(lambda: gradcheck(lambda a: a.detach() * 2, (x,)))
show(lambda: gradcheck(lambda a: 3, (x,)))
show(lambda: gradcheck(lambda a: a * 2, (x.detach(),)))
show(lambda: gradcheck(lambda a: (a * 2, a.int()), (x,)))
show(lambda: gradcheck(lambda a: a.int(), (x,)))
show(lambda: gradcheck(lambda a: a * 2, (torch.ones(3, requires_grad=True),)))
show(lambda: gradcheck(lambda a: a * 2, (torch.ones(3, requires_grad=True),), eps=1e-3, atol=1e-2))
show(lambda: gradcheck(lambda a, b: a * 2, (x, y)))
show(lambda: gradcheck(lambda a, b: a * 2, (x, 3)))
show(lambda: gradcheck(lambda a: a.clone(), (x.detach().expand(2, 3).requires_grad_(),)))
show(lambda: gradcheck(lambda a: a.sum(), (torch.ones(1, dtype=D).expand(3).requires_grad_(),)))
show(lambda: gradcheck(lambda a: a[:0], (x,)))
show(lambda: gradcheck(lambda a: a.view(3, 1), (x,), check_undefined_grad=False))
show(lambda: gradcheck(lambda a: a ** 3, (x,), atol=1e-12, rtol=1e-12))
show(lambda: gradcheck(lambda a: a * float("nan"), (x,)))
show(lambda: gradcheck(lambda a: a * float("inf"), (x,)))
class Undefined(Function):
    @staticmethod
    def forward(ctx, a):
        ctx.set_materialize_grads(False); return a * 2, a * 3
    @staticmethod
    def backward(ctx, g, h):
        return g * 2 + h * 3
show(lambda: gradcheck(Undefined.apply, (x,)))
class NonDet(Function):
    k = 0
    @staticmethod
    def forward(ctx, a): return a * 2
    @staticmethod
    def backward(ctx, g):
        NonDet.k += 1
        return g * 2 + NonDet.k * 1e-9
show(lambda: gradcheck(NonDet.apply, (x,)))
show(lambda: gradcheck(NonDet.apply, (x,), nondet_tol=1e-5))
class ZeroGrad(Function):
    @staticmethod
    def forward(ctx, a): return a * 2
    @staticmethod
    def backward(ctx, g): return g * 2 + 1
show(lambda: gradcheck(ZeroGrad.apply, (x,)))
class BadSecond(Function):
    @staticmethod
    def forward(ctx, a): ctx.save_for_backward(a); return a ** 3
    @staticmethod
    def backward(ctx, g):
        a, = ctx.saved_tensors
        return g * 3 * (a * a).detach()
torch.manual_seed(4)
show(lambda: gradgradcheck(BadSecond.apply, (x,)))
show(lambda: gradcheck(BadSecond.apply, (x,)))
show(lambda: gradgradcheck(lambda a: a ** 3, (x,)))
show(lambda: gradgradcheck(lambda a: a * 2, (x,)))
show(lambda: gradgradcheck(lambda a: a ** 3, (x,), grad_outputs=(torch.ones(3, dtype=D, requires_grad=True),)))
show(lambda: gradgradcheck(lambda a: a ** 3, (x,), gen_non_contig_grad_outputs=True))
class WrongDtype(Function):
    @staticmethod
    def forward(ctx, a): return a * 2
    @staticmethod
    def backward(ctx, g): return (g * 2).float()
show(lambda: gradcheck(WrongDtype.apply, (x,)))
class WrongSize(Function):
    @staticmethod
    def forward(ctx, a): return a * 2
    @staticmethod
    def backward(ctx, g): return (g * 2)[:2]
show(lambda: gradcheck(WrongSize.apply, (x,)))
show(lambda: gradcheck(lambda a: (_ for _ in ()).throw(ValueError("boo")), (x,)))
warnings.simplefilter("always")
import sys
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    show(lambda: gradcheck(lambda a: a * 2, (torch.ones(3, requires_grad=True),)))
    print([str(i.message) for i in w])
from torch.autograd.functional import jacobian, hessian, vjp, jvp, hvp, vhp
f = lambda a: (a ** 3)
show(lambda: jacobian(f, torch.tensor([1., 2.])))
show(lambda: jacobian(lambda a, b: a * b, (torch.tensor([1., 2.]), torch.tensor([3., 4.]))))
show(lambda: jacobian(f, torch.tensor([1., 2.]), create_graph=True))
show(lambda: jacobian(lambda a: torch.ones(2), torch.tensor([1., 2.])))
show(lambda: jacobian(lambda a: torch.ones(2), torch.tensor([1., 2.]), strict=True))
show(lambda: hessian(lambda a: (a ** 3).sum(), torch.tensor([1., 2.])))
show(lambda: hessian(f, torch.tensor([1., 2.])))
show(lambda: hessian(lambda a, b: (a * b * a).sum(), (torch.tensor([1., 2.]), torch.tensor([3., 4.]))))
show(lambda: vjp(f, torch.tensor([1., 2.]), torch.tensor([1., 1.])))
show(lambda: vjp(f, torch.tensor([1., 2.])))
show(lambda: vjp(f, torch.tensor([1., 2.]), torch.tensor([1., 1., 1.])))
show(lambda: jvp(f, torch.tensor([1., 2.]), torch.tensor([1., 1.])))
show(lambda: hvp(lambda a: (a ** 3).sum(), torch.tensor([1., 2.]), torch.tensor([1., 1.])))
show(lambda: vhp(lambda a: (a ** 3).sum(), torch.tensor([1., 2.]), torch.tensor([1., 1.])))
show(lambda: hvp(f, torch.tensor([1., 2.]), torch.tensor([1., 1.])))
show(lambda: jacobian(f, 3))
show(lambda: jacobian(lambda a: 3, torch.ones(2)))

import re
def brief(text):
    """Single numbers to four places: PyTorch before 2 writes them as tensors."""
    text = re.sub(r"(numerical|analytical):(?:tensor\()?(-?[\d.e-]+|nan|inf)(?:, dtype=torch.float64)?\)?\n", lambda m: f"{m[1]}:{float(m[2]):.4f}\n", text)
    return re.sub(r"(mode\) is: )(.*)\.\n", lambda m: f"{m[1]}{float(m[2]):.4f}.\n", text)
def show_fast(*args, check=gradcheck, **more):
    try:
        print("ok", check(*args, fast_mode=True, **more))
    except Exception as e:
        print(type(e).__name__, brief(str(e)))
class Slight(Function):
    @staticmethod
    def forward(ctx, a): return a * 2
    @staticmethod
    def backward(ctx, g): return g * 2.00205
show_fast(Bad.apply, (x,))
show_fast(BadTwo.apply, (x, y))
show_fast(Bad.apply, (x,), raise_exception=False)
show_fast(NonDet.apply, (x,))
show_fast(WrongDtype.apply, (x,), check_grad_dtypes=True)
show_fast(Slight.apply, (x,))
show_fast(Slight.apply, (x,), atol=2e-5)
show_fast(lambda a: a.detach() * 2, (x,))
show_fast(lambda a: (a.int(), a * 2, a.sum()), (x,))
show_fast(lambda a: a * float("nan"), (x,))
show_fast(lambda a, b: (a @ b, a * 3), (x, y))
show_fast(lambda a: a[a > 1.00000001], (torch.tensor([1.0000000001, 2.], dtype=D, requires_grad=True),))
show_fast(lambda a: torch.nn.functional.layer_norm(a, (4,)), (torch.arange(8., dtype=D).sin().view(2, 4).requires_grad_(),))
show_fast(lambda a: torch.nn.functional.layer_norm(a, (4,)), (torch.arange(8., dtype=D).sin().view(2, 4).requires_grad_(),), check=gradgradcheck)
show_fast(lambda a: a.t() * 2, (torch.ones(3, 2, dtype=D).t().requires_grad_(),))
show(lambda: gradcheck(lambda a: a * 2, (x,), check_batched_forward_grad=True))
