"""torch.autograd.Function, hooks, gradients of leaves, and the errors that they give."""
import torch
from torch.autograd import Function, gradcheck, gradgradcheck
def show(f):
    try:
        r = f()
        print("ok", r)
    except Exception as e:
        print(type(e).__name__, e)
class Sq(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x); ctx.k = 3
        return x * x
    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        print("needs", ctx.needs_input_grad)
        return 2 * x * g
x = torch.tensor([1., 2., 3.], requires_grad=True)
y = Sq.apply(x); print(y); y.sum().backward(); print(x.grad)
print(gradcheck(Sq.apply, (x.detach().double().requires_grad_(),)))
print(gradgradcheck(Sq.apply, (x.detach().double().requires_grad_(),)))
class TwoOut(Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        m = a > b
        ctx.mark_non_differentiable(m)
        return a * b, m
    @staticmethod
    def backward(ctx, g, gm):
        print("gm", gm)
        a, b = ctx.saved_tensors
        return g * b, g * a
a = torch.randn(3).fill_(2.).requires_grad_(); b = torch.ones(3, requires_grad=True)
p, m = TwoOut.apply(a, b); print(p, m, m.requires_grad); p.sum().backward(); print(a.grad, b.grad)
class NoMat(Function):
    @staticmethod
    def forward(ctx, a):
        ctx.set_materialize_grads(False)
        return a * 1, a * 2
    @staticmethod
    def backward(ctx, g1, g2):
        print(g1, g2)
        return g1
a = torch.ones(2, requires_grad=True)
o1, o2 = NoMat.apply(a); o1.sum().backward(); print(a.grad)
class InPlace(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.mark_dirty(x)
        x.mul_(2)
        return x
    @staticmethod
    def backward(ctx, g): return g * 2
a = torch.ones(2, requires_grad=True); t = a * 1; r = InPlace.apply(t); print(r is t, r); r.sum().backward(); print(a.grad)
show(lambda: InPlace.apply(torch.ones(2, requires_grad=True)))
class Once(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x); return x ** 2
    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return 2 * x * g
a = torch.ones(2, requires_grad=True)
g, = torch.autograd.grad(Once.apply(a).sum(), a, create_graph=True); print(g, g.requires_grad)
show(lambda: g.sum().backward())
class WrongCount(Function):
    @staticmethod
    def forward(ctx, x, y): return x + y
    @staticmethod
    def backward(ctx, g): return g
show(lambda: WrongCount.apply(torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)).sum().backward())
class TooMany(Function):
    @staticmethod
    def forward(ctx, x): return x * 1
    @staticmethod
    def backward(ctx, g): return g, g
show(lambda: TooMany.apply(torch.ones(2, requires_grad=True)).sum().backward())
class WrongShape(Function):
    @staticmethod
    def forward(ctx, x): return x * 1
    @staticmethod
    def backward(ctx, g): return g[:1].expand(3)
show(lambda: WrongShape.apply(torch.ones(2, requires_grad=True)).sum().backward())
class NotTensor(Function):
    @staticmethod
    def forward(ctx, x): return x * 1
    @staticmethod
    def backward(ctx, g): return 3
show(lambda: NotTensor.apply(torch.ones(2, requires_grad=True)).sum().backward())
class NoBackward(Function):
    @staticmethod
    def forward(ctx, x): return x * 1
show(lambda: NoBackward.apply(torch.ones(2, requires_grad=True)).sum().backward())
class NoForward(Function):
    @staticmethod
    def backward(ctx, g): return g
show(lambda: NoForward.apply(torch.ones(2, requires_grad=True)))
class BadSave(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(3)
        return x * 1
    @staticmethod
    def backward(ctx, g): return g
show(lambda: BadSave.apply(torch.ones(2, requires_grad=True)))
class RetNone(Function):
    @staticmethod
    def forward(ctx, x): return None
    @staticmethod
    def backward(ctx, g): return g
show(lambda: RetNone.apply(torch.ones(2, requires_grad=True)))
class RetNum(Function):
    @staticmethod
    def forward(ctx, x): return 3
    @staticmethod
    def backward(ctx, g): return g
show(lambda: RetNum.apply(torch.ones(2, requires_grad=True)))
class Ident(Function):
    @staticmethod
    def forward(ctx, x): return x
    @staticmethod
    def backward(ctx, g): return g * 5
a = torch.ones(2, requires_grad=True); r = Ident.apply(a); print(r, r is a); r.sum().backward(); print(a.grad)
show(lambda: Ident.apply(a).mul_(2))
# saved after free
y = Sq.apply(a); y.sum().backward()
show(lambda: y.sum().backward())
# modified
t = a * 1; y = Sq.apply(t); t.add_(1); show(lambda: y.sum().backward())
print(type(Sq.apply(a).grad_fn).__name__)
# hooks
a = torch.ones(2, requires_grad=True)
h = a.register_hook(lambda g: g * 2); (a * 3).sum().backward(); print(a.grad); h.remove(); a.grad = None; (a * 3).sum().backward(); print(a.grad)
show(lambda: torch.ones(2).register_hook(lambda g: g))
b = a * 2; b.retain_grad(); (b * b).sum().backward(); print(b.grad, b.retains_grad)
show(lambda: torch.ones(2).retain_grad())
# grad options
a = torch.ones(2, requires_grad=True); c = torch.ones(2, requires_grad=True)
show(lambda: torch.autograd.grad(a.sum(), c))
show(lambda: torch.autograd.grad(a.sum(), [a, c], allow_unused=True))
show(lambda: torch.autograd.grad((a * 2), a))
show(lambda: torch.autograd.grad((a * 2), a, grad_outputs=torch.ones(3)))
show(lambda: torch.autograd.grad((a * 2), a, grad_outputs=torch.tensor([1., 3.])))
show(lambda: torch.autograd.grad([a * 2, c * 3], [a, c], grad_outputs=[torch.ones(2)]))
show(lambda: torch.autograd.grad(torch.ones(2).sum(), a))
show(lambda: torch.autograd.grad(a.sum(), torch.ones(2)))
show(lambda: torch.ones(2).sum().backward())
show(lambda: (a * 2).backward())
show(lambda: (a * 2).backward(torch.ones(2)))
show(lambda: (a * 2).sum().backward(torch.ones(1)))
show(lambda: torch.autograd.backward([a.sum(), c.sum()])) 
print(a.grad, c.grad)
l = (a * a).sum(); l.backward(retain_graph=True); l.backward(); show(lambda: l.backward())
show(lambda: a.add_(1))
v = a.view(2); show(lambda: v.add_(1))
with torch.no_grad(): a.add_(1)
print(a)
show(lambda: torch.tensor([1, 2], requires_grad=True))
show(lambda: torch.ones(2, dtype=torch.int64).requires_grad_())
b = a * 2
show(lambda: setattr(b, "requires_grad", False))
show(lambda: b.grad)
show(lambda: bool(b))
with torch.inference_mode():
    z = torch.ones(2); 
show(lambda: z.requires_grad_())
show(lambda: z.add_(1))
a = torch.ones(2, requires_grad=True); w = torch.ones(2, requires_grad=True)
g, = torch.autograd.grad((Once.apply(a) * w).sum(), a, create_graph=True); print(g, g.requires_grad)
show(lambda: g.sum().backward())
class Dirty2(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.mark_dirty(x); x.mul_(2); return x * 1
    @staticmethod
    def backward(ctx, g): return g
show(lambda: Dirty2.apply(torch.ones(2, requires_grad=True) * 1))
