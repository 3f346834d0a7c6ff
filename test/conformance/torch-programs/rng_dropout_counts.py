import torch, torch.nn.functional as F
x=torch.arange(1.,7.)
for f in (F.dropout,F.alpha_dropout,F.feature_alpha_dropout):
    for p in (0.,0.1,0.5,1.0):
        torch.manual_seed(1)
        y=f(x.reshape(1,3,2),p,True); print(f.__name__,p,y,torch.rand(1))
x=torch.ones(1,3,2,2)
for f in (F.dropout2d,F.dropout1d,F.dropout3d):
    for p in (0.,0.1,0.5,1.0):
        torch.manual_seed(1)
        z = x if f is F.dropout2d else (x[...,0] if f is F.dropout1d else x[...,None])
        y=f(z,p,True); print(f.__name__,p,y.flatten(),torch.rand(1))
