import torch, torch.nn as nn, copy
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, '|', e)
torch.manual_seed(0)
m=nn.Sequential(nn.Linear(2,3),nn.ReLU(),nn.Linear(3,1))
log=[]
h1=m.register_forward_pre_hook(lambda mod,i: log.append(('pre',len(i))))
h2=m.register_forward_hook(lambda mod,i,o: log.append(('post',tuple(o.shape))))
h3=m[0].register_full_backward_hook(lambda mod,gi,go: log.append(('bwd',[None if g is None else tuple(g.shape) for g in gi],[tuple(g.shape) for g in go])))
h4=m[2].register_full_backward_pre_hook(lambda mod,go: log.append(('prebwd',len(go)))) if hasattr(m,'register_full_backward_pre_hook') else None
x=torch.randn(4,2,requires_grad=True)
m(x).sum().backward(); print([l for l in log if l[0]!='prebwd'])
h1.remove(); h2.remove(); h3.remove(); log.clear(); m(x); print(log)
print(type(h1).__name__)
h=m.register_forward_hook(lambda mod,i,o: o*2); y=m(x); h.remove(); print(torch.equal(y,m(x)*2))
h=m.register_forward_pre_hook(lambda mod,i: (i[0]*0,)); print(m(x)[:2]); h.remove()
h=m.register_forward_pre_hook(lambda mod,i: i[0]*0); print(m(x)[:2]); h.remove()
with m.register_forward_hook(lambda mod,i,o: torch.zeros(1)): print(m(x))
print(m(x).shape)
h=m[0].register_full_backward_hook(lambda mod,gi,go: (gi[0]*10,)); x.grad=None; m(x).sum().backward(); a=x.grad; h.remove(); x.grad=None; m(x).sum().backward(); print(torch.allclose(a,10*x.grad))
acts={}
def save(name):
    def hook(mod,inp,out): acts[name]=out.detach()
    return hook
hs=[l.register_forward_hook(save(n)) for n,l in m.named_children()]
m(x); print({k:v.shape for k,v in acts.items()}); [h.remove() for h in hs]
m2=copy.deepcopy(m); print(torch.equal(m2[0].weight,m[0].weight), m2[0].weight is m[0].weight, m2[0].weight.grad is not None)
m2[0].weight.data.zero_(); print(m[0].weight.abs().sum()>0)
print(m.apply(lambda l: log.append(type(l).__name__)) is m, log[-4:])
m.half(); print(m[0].weight.dtype, m[0].weight.grad.dtype); m.bfloat16(); print(m[0].bias.dtype); m.double(); print(m[0].bias.dtype); m.float(); m.to(torch.float64); print(m[0].weight.dtype); m.to(dtype=torch.float32, device='cpu'); print(next(m.parameters()).dtype)
p=m[0].weight; m.double(); print(m[0].weight is p, p.dtype); m.float()
m.requires_grad_(False); print([p.requires_grad for p in m.parameters()]); m.requires_grad_()
m.zero_grad(); print([p.grad for p in m.parameters()]); m(x.detach()).sum().backward(); m.zero_grad(set_to_none=False); print([p.grad for p in m.parameters()])
m.eval(); print(m.training,[c.training for c in m]); m.train(); print(m[1].training); m[1].eval(); print(m.training)
print(len(m), list(m)[1], m[-1], m[0:2], m[1:]); 
m.append(nn.Tanh()); m.insert(1,nn.Sigmoid()); print(m); del m[0]; print(m); print(m.pop(0)); m[0]=nn.GELU(); print(m)
print(m+nn.Sequential(nn.ReLU())); t(lambda: m+[nn.ReLU()]); m.extend(nn.Sequential(nn.ELU())); print(m); t(lambda: m.insert(10,nn.ReLU())); t(lambda: m.insert(0,3)); t(lambda: m.append(3))
d=nn.ModuleDict({'x':nn.Linear(1,2),'y':nn.ReLU()}); print(d, list(d), d.keys(), 'x' in d, len(d)); d.update({'z':nn.Tanh()}); d['w']=nn.Identity(); print(list(d.items())); print(d.pop('y')); del d['x']; print(d); t(lambda: d.values()); d.clear(); print(d)
pl=nn.ParameterList([torch.ones(2),nn.Parameter(torch.zeros(2,2)),3]); print(pl, len(pl), [k for k,_ in pl.named_parameters()]); pl.append(torch.ones(1)); pl.extend([torch.zeros(1)]); print(pl[0],pl[-1],pl[1:3])
pd=nn.ParameterDict({'a':torch.ones(2),'b':nn.Parameter(torch.zeros(1,2))}); print(pd, pd['a'], list(pd.keys()), len(pd), 'a' in pd); pd['c']=torch.ones(3); print(list(pd.items())); print(pd.pop('a')); print(pd)
ml=nn.ModuleList([nn.Linear(1,1),nn.Linear(1,1),nn.ReLU()]); print(ml); ml.insert(1,nn.Tanh()); ml.append(nn.ReLU()); ml.extend([nn.ReLU()]); ml+=[nn.ELU()]; print(ml); print(ml[1:3], ml[-1], len(ml)); ml[0]=nn.GELU(); del ml[1]; print([type(i).__name__ for i in ml]); print(ml.pop(0)); print(reversed(list(ml)).__class__.__name__)
