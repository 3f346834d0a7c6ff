import torch, torch.nn as nn, torch.nn.functional as F
torch.manual_seed(0)
m = nn.Sequential(nn.Linear(8, 16), nn.LayerNorm(16), nn.GELU(), nn.Linear(16, 4))
x = torch.randn(3, 8)
with torch.autocast("cpu", dtype=torch.bfloat16):
    h = m[0](x); print(h.dtype, h)
    n = m[1](h); print(n.dtype)
    y = m(x); print(y.dtype, y)
    loss = F.cross_entropy(y, torch.tensor([0, 1, 2])); print(loss.dtype, loss)
    print((x @ x.T).dtype, torch.mm(x, x.T).dtype, x.matmul(x.T).dtype, (x + x).dtype, torch.softmax(y, -1).dtype, y.sum().dtype, F.mse_loss(y, torch.ones(3, 4)).dtype, torch.einsum("ij,kj->ik", x, x).dtype)
    print(torch.cat([h, x[:, :1].expand(3, 16)]).dtype, torch.cat([h, h]).dtype, torch.stack([h, h]).dtype)
    print((x.double() @ x.double().T).dtype, torch.is_autocast_enabled("cpu"), torch.get_autocast_dtype("cpu"), torch.is_autocast_enabled())
    with torch.autocast("cpu", enabled=False):
        print((x @ x.T).dtype, torch.is_autocast_enabled("cpu"))
        try: m[3](n)
        except RuntimeError as e: print(e)
    out = torch.empty(3, 3); torch.mm(x, x.T, out=out); print(out.dtype)
    q = torch.randn(1, 2, 4, 8); print(F.scaled_dot_product_attention(q, q, q).dtype, F.conv2d(torch.randn(1, 2, 4, 4), torch.randn(3, 2, 2, 2)).dtype, torch.bmm(q[0], q[0].transpose(1, 2)).dtype, torch.baddbmm(torch.zeros(2,4,4), q[0], q[0].transpose(1,2)).dtype, torch.prod(h).dtype)
    print(*(type(node).__name__ for node in (h.grad_fn, loss.grad_fn, y.grad_fn.next_functions[0][0], y.grad_fn.next_functions[2][0])))
loss.backward()
for n_, p in m.named_parameters(): print(n_, p.grad.dtype, round(float(p.grad.double().norm()), 2))
print(torch.is_autocast_enabled("cpu"))
# accumulate through cache: the same weight twice
lin = nn.Linear(4, 4, bias=False)
z = torch.randn(5, 4)
with torch.autocast("cpu", dtype=torch.bfloat16):
    o = lin(lin(z)).float().pow(2).sum()
o.backward(); print(lin.weight.grad)
lin.weight.grad = None
with torch.autocast("cpu", dtype=torch.bfloat16, cache_enabled=False):
    o = lin(lin(z)).float().pow(2).sum()
o.backward(); print(lin.weight.grad)
@torch.autocast("cpu")
def f(a): return a @ a.T
print(f(z).dtype, f.__name__)
with torch.autocast("cpu", dtype=torch.float16): print((z @ z.T).dtype, lin(z).dtype)
for bad in [lambda: torch.autocast(3), lambda: torch.autocast("cpu")(3)]:
    try: bad()
    except Exception as e: print(type(e).__name__, e)
with torch.autocast("cpu", dtype=torch.float32): print(f.__name__, torch.is_autocast_enabled("cpu"))
mha = nn.MultiheadAttention(8, 2, batch_first=True)
with torch.autocast("cpu", dtype=torch.bfloat16):
    a, w = mha(x[None], x[None], x[None]); print(a.dtype, w.dtype, a)
    enc = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True, norm_first=True, dropout=0.0)
    print(enc(x[None]).dtype)
from torch.amp import GradScaler, custom_fwd, custom_bwd
s = GradScaler("cpu", init_scale=1024., growth_interval=2)
p = nn.Parameter(torch.tensor([1., 2.])); opt = torch.optim.SGD([p], lr=0.1)
for i in range(5):
    opt.zero_grad()
    l = (p * (float("inf") if i == 2 else 1.0)).sum()
    s.scale(l).backward(); s.unscale_(opt); g = p.grad.clone()
    s.step(opt); s.update(); print(i, g, p.data, s.get_scale(), s._get_growth_tracker())
print(s.state_dict(), s.is_enabled(), GradScaler("cpu", enabled=False).state_dict())
for bad in [lambda: s.step(opt), lambda: (s.unscale_(opt), s.unscale_(opt)), lambda: GradScaler("cpu").step(opt), lambda: GradScaler("cpu").update(), lambda: GradScaler("cpu", growth_factor=1.0), lambda: GradScaler("cpu").load_state_dict({}), lambda: s.scale(3)]:
    try: bad(); print("ok")
    except Exception as e: print(type(e).__name__, e)
class Fn(torch.autograd.Function):
    @staticmethod
    @custom_fwd(device_type="cpu", cast_inputs=torch.float32)
    def forward(ctx, a): ctx.save_for_backward(a); return a * 2
    @staticmethod
    @custom_bwd(device_type="cpu")
    def backward(ctx, g): return g * 2
with torch.autocast("cpu"): print(Fn.apply(z.bfloat16().requires_grad_()).dtype)
