import torch, torch.nn as nn, copy
from collections import OrderedDict
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, '|', e)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a=nn.Linear(2,3); self.b=nn.BatchNorm1d(3); self.register_buffer('pos',torch.arange(3.)); self.register_buffer('tmp',torch.zeros(2),persistent=False)
        self.w=nn.Parameter(torch.ones(2)); self.none=None; self.register_parameter('np',None); self.register_buffer('nb',None)
    def forward(self,x): return self.b(self.a(x))+self.pos
torch.manual_seed(0)
n=Net()
print(n)
print(n.state_dict().keys()); print(list(n.state_dict().items())[0])
print(type(n.state_dict()))
print([k for k,_ in n.named_parameters()],[k for k,_ in n.named_buffers()],[k for k,_ in n.named_modules()],[k for k,_ in n.named_children()])
t(lambda: n.foo); t(lambda: n.a.foo); t(lambda: n.load_state_dict({})); 
sd=n.state_dict(); sd2=OrderedDict(sd); sd2['extra']=torch.ones(1); sd2['a.weight']=torch.zeros(3,3); del sd2['b.bias']
t(lambda: n.load_state_dict(sd2)); t(lambda: n.load_state_dict(sd2,strict=False)); 
sd3=OrderedDict(sd); sd3['zz']=torch.ones(1); del sd3['w']; t(lambda: n.load_state_dict(sd3)); t(lambda: n.load_state_dict(sd3,strict=False)); t(lambda: n.load_state_dict(sd))
t(lambda: n.load_state_dict(5)); t(lambda: n.load_state_dict([1]))
t(lambda: n.get_submodule('a')); t(lambda: n.get_submodule('')  is n); t(lambda: n.get_submodule('c')); t(lambda: n.get_submodule('w')); t(lambda: n.get_parameter('a.weight').shape); t(lambda: n.get_parameter('a.foo')); t(lambda: n.get_parameter('pos')); t(lambda: n.get_buffer('pos')); t(lambda: n.get_buffer('w')); t(lambda: n.get_buffer('b.running_mean')); t(lambda: n.get_buffer('zzz'))
t(lambda: n.register_buffer('a',torch.ones(1))); t(lambda: n.register_buffer('x.y',torch.ones(1))); t(lambda: n.register_buffer('',torch.ones(1))); t(lambda: n.register_buffer(1,torch.ones(1))); t(lambda: n.register_buffer('q',3)); t(lambda: n.register_buffer('pos',torch.ones(1)))
t(lambda: n.register_parameter('a',nn.Parameter(torch.ones(1)))); t(lambda: n.register_parameter('q',torch.ones(1))); t(lambda: n.register_parameter('q.r',None)); t(lambda: n.register_parameter('',None)); t(lambda: n.register_parameter(2,None))
t(lambda: n.add_module('q',3)); t(lambda: n.add_module('w',nn.ReLU())); t(lambda: n.add_module('q.r',nn.ReLU())); t(lambda: n.add_module('',nn.ReLU())); t(lambda: n.add_module(4,nn.ReLU()))
def sa(k,v): setattr(n,k,v); return 'ok'
t(lambda: sa('w',torch.ones(2))); t(lambda: sa('a',torch.ones(2))); t(lambda: sa('a',3)); t(lambda: sa('pos',3)); t(lambda: sa('pos','s')); t(lambda: sa('w',None)); t(lambda: sa('w',nn.Parameter(torch.zeros(1)))); t(lambda: sa('a',None)); t(lambda: sa('pos',None)); print(n)
class Bad(nn.Module):
    def __init__(self): self.x=nn.Linear(1,1)
class Bad2(nn.Module):
    def __init__(self): self.x=nn.Parameter(torch.ones(1))
class Bad3(nn.Module):
    def __init__(self): self.register_buffer('x',torch.ones(1))
class Bad4(nn.Module):
    def __init__(self): self.x=3
    def forward(self,x): return x
for b in (Bad,Bad2,Bad3): t(b)
t(lambda: Bad4().x); t(lambda: Bad4()(1)); t(lambda: Bad4().y)
t(lambda: nn.Module()(3)); t(lambda: nn.Module().forward(3)); t(lambda: nn.Linear(2,3)(torch.ones(3,3))); t(lambda: nn.Linear(2,3)()); t(lambda: nn.Linear(2)); t(lambda: nn.Linear(2,3)(torch.ones(1,2),1)); t(lambda: nn.Linear(2,3)('a')); t(lambda: nn.Linear(2,3)(torch.ones(2,2,dtype=torch.float64)))
t(lambda: nn.Sequential(nn.ReLU())[3]); t(lambda: nn.Sequential(nn.ReLU())['a']); t(lambda: nn.ModuleList([nn.ReLU()])[2]); t(lambda: nn.ModuleDict({'a':nn.ReLU()})['b']); t(lambda: nn.Sequential(3)); t(lambda: nn.ModuleList([1])); t(lambda: nn.ModuleDict([1])); t(lambda: nn.ModuleDict(3)); t(lambda: nn.ModuleList(3)); t(lambda: nn.ModuleList([nn.ReLU()])(1)); t(lambda: nn.ModuleDict({'a':nn.ReLU()})(1)); t(lambda: nn.ParameterList([torch.ones(1)])(1)); t(lambda: nn.ParameterDict({'a':torch.ones(1)})(1))
t(lambda: n.train('a')); t(lambda: n.to(torch.int64)); t(lambda: n.to('cuda')); t(lambda: n.cuda()); t(lambda: n.to(3)); t(lambda: n.to())
t(lambda: nn.Module(3)); t(lambda: nn.Module(a=3)); t(lambda: nn.ReLU(3,4)); t(lambda: nn.Dropout(0.5,False,1)); t(lambda: n.zero_grad(True)); t(lambda: n.requires_grad_(False).a); t(lambda: n.extra_repr()); t(lambda: n._get_name())
t(lambda: delattr(n,'zzz'))
