import torch
torch.manual_seed(3)
print(torch.poisson(torch.tensor([0.5,1.,4.,10.,50.,0.])), torch.poisson(torch.full((3,4),20.)), torch.poisson(torch.full((20,),1000.)))
print(torch.poisson(torch.rand(2,2,dtype=torch.float64)*5), torch.rand(1))
print(torch._standard_gamma(torch.tensor([.5,1.,2.,10.,.1])), torch._standard_gamma(torch.tensor([.5,1.,2.],dtype=torch.float64)), torch.rand(1))
for f in (lambda:torch.poisson(torch.tensor([-1.])),lambda:torch.poisson(torch.tensor([1])),lambda:torch.normal(torch.zeros(2),torch.tensor([1.,-1.])),lambda:torch.set_rng_state(torch.zeros(3,dtype=torch.uint8)),lambda:torch.zeros(2,dtype=torch.bool).geometric_(.5)):
    try: print(f())
    except Exception as e: print(type(e).__name__,e)
o=torch.empty(3); print(torch.normal(0.,1.,(3,),out=o) is o, o); o2=torch.empty(2,dtype=torch.int64); torch.multinomial(torch.ones(4),2,out=o2); print(o2); torch.bernoulli(torch.full((3,),.5),out=o); print(o); torch.normal(torch.zeros(3),1.,out=o); print(o)
