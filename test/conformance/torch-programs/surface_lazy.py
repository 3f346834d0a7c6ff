import torch, torch.nn as nn
torch.manual_seed(0)
l=nn.LazyLinear(3); print(l, l.weight, l.has_uninitialized_params()); y=l(torch.ones(2,4)); print(l,y,l.weight.shape,type(l))
c=nn.LazyConv2d(4,3,padding=1); print(c); c(torch.ones(1,2,5,5)); print(c,c.weight.flatten()[:3])
b=nn.LazyBatchNorm1d(); b(torch.randn(4,3)); print(b,b.running_mean,list(b.state_dict()))
m=nn.Sequential(nn.LazyLinear(2),nn.ReLU(),nn.LazyLinear(1)); m(torch.ones(1,3)); print(m,[tuple(p.shape) for p in m.parameters()])
