import torch, torch.nn as nn, copy
import torch.nn.utils.parametrize as P
torch.manual_seed(0)
class Sym(nn.Module):
    def forward(self,X): return X.triu()+X.triu(1).transpose(-1,-2)
    def right_inverse(self,A): return A.triu()
l=nn.Linear(3,3); P.register_parametrization(l,'weight',Sym()); print(l); A=l.weight; print(torch.allclose(A,A.T), P.is_parametrized(l), P.is_parametrized(l,'bias'), [k for k,_ in l.named_parameters()], list(l.state_dict()))
l.weight=torch.ones(3,3); print(l.parametrizations.weight.original, l.weight)
l(torch.ones(1,3)).sum().backward(); print(l.parametrizations.weight.original.grad)
P.remove_parametrizations(l,'weight'); print(l,type(l),[k for k,_ in l.named_parameters()])
from torch.nn.utils.parametrizations import spectral_norm
s=spectral_norm(nn.Linear(3,4)); print(s, list(s.state_dict())); print(s(torch.ones(1,3)))
w=nn.utils.weight_norm(nn.Linear(3,2)); print(w,[(k,tuple(v.shape)) for k,v in w.named_parameters()]); print(w(torch.ones(1,3)), w.weight_g); nn.utils.remove_weight_norm(w); print(list(w.state_dict()))
s=nn.utils.spectral_norm(nn.Linear(3,4)); print(list(s.state_dict())); print(s(torch.ones(1,3))); nn.utils.remove_spectral_norm(s); print(list(s.state_dict()))
m=nn.Linear(2,2); v=nn.utils.parameters_to_vector(m.parameters()); print(v.shape); nn.utils.vector_to_parameters(torch.arange(6.),m.parameters()); print(m.weight,m.bias)
m(torch.ones(1,2)).pow(2).sum().backward(); print(nn.utils.clip_grad_norm_(m.parameters(),1.0), m.weight.grad, nn.utils.clip_grad_value_(m.parameters(),.1), m.bias.grad); print(nn.utils.clip_grad_norm_(m.parameters(),.1,norm_type=float('inf')), nn.utils.clip_grad_norm_(m.weight,5.))
m.weight.grad[0,0]=float('nan')
try: nn.utils.clip_grad_norm_(m.parameters(),1.,error_if_nonfinite=True)
except RuntimeError as e: print(e)
