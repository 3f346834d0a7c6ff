import torch, torch.nn as nn
def data():
    torch.manual_seed(0)
    m=nn.Sequential(nn.Linear(3,4),nn.Tanh(),nn.Linear(4,1)); return m, torch.randn(16,3), torch.randn(16,1)
O=torch.optim
for mk in (lambda p:O.SGD(p,lr=.1),lambda p:O.SGD(p,lr=.1,momentum=.9),lambda p:O.SGD(p,lr=.1,momentum=.9,nesterov=True,weight_decay=1e-2),lambda p:O.SGD(p,lr=.001,momentum=.5,dampening=.1,maximize=True),lambda p:O.Adam(p),lambda p:O.Adam(p,lr=.01,betas=(.8,.9),weight_decay=.1,amsgrad=True),lambda p:O.AdamW(p,lr=.01),lambda p:O.AdamW(p,lr=.01,amsgrad=True,maximize=True),lambda p:O.RMSprop(p),lambda p:O.RMSprop(p,momentum=.9,centered=True,weight_decay=.01),lambda p:O.Adagrad(p,lr=.1,lr_decay=.01,weight_decay=.1,initial_accumulator_value=.1),lambda p:O.Adadelta(p),lambda p:O.Adadelta(p,lr=.5,rho=.8,weight_decay=.1),lambda p:O.Adamax(p),lambda p:O.Adamax(p,weight_decay=.1),lambda p:O.NAdam(p),lambda p:O.NAdam(p,weight_decay=.1,momentum_decay=.01),lambda p:O.RAdam(p),lambda p:O.RAdam(p,lr=.01,weight_decay=.1),lambda p:O.Rprop(p),lambda p:O.Rprop(p,lr=.1,etas=(.3,1.5)),lambda p:O.ASGD(p),lambda p:O.ASGD(p,lr=.1,t0=5,lambd=.01,weight_decay=.1)):
    m,x,y=data(); o=mk(m.parameters()); ls=[]
    for i in range(8):
        l=((m(x)-y)**2).mean(); o.zero_grad(); l.backward(); o.step(); ls.append(l.item())
    print(type(o).__name__, f"{ls[-1]:.4g} {ls[5]:.4g}"); print([f"{v:.4f}" for v in m[0].weight[0].tolist()], f"{m[2].bias.item():.4f}")
for kw in (dict(),dict(line_search_fn='strong_wolfe'),dict(lr=.1,max_iter=5,history_size=3),dict(line_search_fn='strong_wolfe',max_iter=4)):
    m,x,y=data(); o=O.LBFGS(m.parameters(),**kw); ls=[]
    def closure():
        o.zero_grad(); l=((m(x)-y)**2).mean(); l.backward(); return l
    for i in range(5): ls.append(o.step(closure).item())
    print(kw,[round(l,5) for l in ls], o.state_dict()['state'][0]['func_evals'], o.state_dict()['state'][0]['n_iter'])
