import torch, torch.nn as nn
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, '|', str(e)[:200])
class N(nn.Module):
    def __init__(s,fail=False):
        super().__init__(); s.l=nn.Linear(2,2); s.fail=fail
    def forward(s,x,k=1,**kw):
        if s.fail: raise ValueError('boom')
        return s.l(x)*k
torch.manual_seed(0)
n=N(); x=torch.ones(1,2); log=[]
h=n.register_forward_pre_hook(lambda m,a,kw: (a,{**kw,'k':3}),with_kwargs=True); print(n(x,k=2)/n.l(x)); h.remove()
h=n.register_forward_hook(lambda m,a,kw,o: log.append((len(a),kw)),with_kwargs=True); n(x,k=5); print(log); h.remove()
h1=n.register_forward_hook(lambda *a: log.append('first')); h2=n.register_forward_hook(lambda *a: log.append('second'),prepend=True); log.clear(); n(x); print(log); h1.remove(); h2.remove()
f=N(True); f.register_forward_hook(lambda m,a,o: log.append(('always',o)),always_call=True); f.register_forward_hook(lambda m,a,o: log.append('never')); log.clear(); t(lambda: f(x)); print(log)
h=n.register_forward_pre_hook(lambda m,a,kw: 5,with_kwargs=True); t(lambda: n(x)); h.remove()
h=n.register_full_backward_pre_hook(lambda m,g: (g[0]*2,)); n.zero_grad(); n(x).sum().backward(); print(n.l.bias.grad); h.remove()
t(lambda: n.register_full_backward_hook(lambda m,gi,go: None).__class__.__name__)
t(lambda: n.register_backward_hook(lambda m,gi,go: None))
m=N(); c=[]; m.register_backward_hook(lambda mod,gi,go: c.append((len(gi),[None if g is None else tuple(g.shape) for g in gi],tuple(go[0].shape)))); m(x).sum().backward(); print(c)
def post(mod,sd,prefix,meta): sd[prefix+'extra']=1; return sd
m._register_state_dict_hook(post) if hasattr(m,'_register_state_dict_hook') else None
print(list(m.state_dict()))
class S(nn.Module):
    def __init__(s): super().__init__(); s.c=0
    def get_extra_state(s): return {'c':s.c}
    def set_extra_state(s,st): s.c=st['c']
a=S(); a.c=7; print(a.state_dict()); b=S(); b.load_state_dict(a.state_dict()); print(b.c); t(lambda: b.load_state_dict({}))
w=nn.Sequential(nn.Linear(2,2),N()); w2=nn.Sequential(nn.Linear(2,2),N()); 
h=w.register_load_state_dict_post_hook(lambda mod,ik: ik.missing_keys.clear()); t(lambda: w.load_state_dict({})); 
sd=w2.state_dict(); t(lambda: w2.load_state_dict(sd,assign=True)); print(w2[0].weight is sd['0.weight'], type(w2[0].weight).__name__)
print(w.named_parameters(prefix='p').__next__()[0], [k for k,_ in w.named_modules(prefix='q')], list(dict(w.named_parameters(recurse=False))), [k for k,_ in w.named_parameters(remove_duplicate=False)])
print([type(m).__name__ for m in w.modules()], list(w.children())[0], w.get_submodule('1.l'), w.get_parameter('1.l.weight').shape)
t(lambda: w.set_submodule('1.l',nn.Identity())); print(w)
t(lambda: w.get_submodule('1.z')); t(lambda: w.get_parameter('1.l.bias'))
print(nn.Module().state_dict(), nn.Module(), list(nn.Module().parameters()))
l=nn.Linear(2,2); l.weight=nn.Parameter(torch.ones(3,2)); print(l.weight.shape); l.extra=torch.ones(1); print(l.extra, "extra" in l.state_dict())
l.register_buffer('buf',torch.ones(2)); l.buf=torch.zeros(3); print(l.state_dict()['buf'], l._buffers.keys()); del l.buf; t(lambda: l.buf)
l.bias=None; print(l, l(torch.ones(1,2)).shape, list(l.state_dict()))
print(isinstance(l.weight,nn.Parameter), isinstance(torch.ones(1),nn.Parameter), nn.Parameter(torch.ones(1)).requires_grad, type(nn.Parameter(torch.ones(1)).data), nn.Parameter(torch.ones(2))[0])
t(lambda: nn.Parameter(torch.tensor([1,2]))); t(lambda: nn.Parameter(torch.tensor([1,2]),requires_grad=False)); t(lambda: nn.Parameter()); t(lambda: nn.Parameter([1.]))
b=nn.Buffer(torch.ones(2)) if hasattr(nn,'Buffer') else None; l.b2=b; print(list(l.state_dict()))
