import torch, torch.nn as nn, warnings
import torch.optim.lr_scheduler as S
def opt(two=False,cls=torch.optim.SGD,**k):
    w=[nn.Parameter(torch.ones(2))]; v=[nn.Parameter(torch.ones(1))]
    return cls([{'params':w},{'params':v,'lr':.5}] if two else w,lr=.1,**k)
def run(name,mk,n=25,**k):
    o=opt(**k); s=mk(o); out=[]
    for i in range(n):
        out.append([g['lr'] for g in o.param_groups] ); o.step(); s.step()
    print(name,out,s.get_last_lr())
    if 'momentum' in o.param_groups[0]: print(o.param_groups[0]['momentum'])
run('lambda',lambda o:S.LambdaLR(o,lambda e:.95**e)); run('lambda2',lambda o:S.LambdaLR(o,[lambda e:.95**e,lambda e:1/(e+1)]),two=True)
run('mult',lambda o:S.MultiplicativeLR(o,lambda e:.95)); run('step',lambda o:S.StepLR(o,4,.5)); run('multi',lambda o:S.MultiStepLR(o,[3,7,7],.1)); run('const',lambda o:S.ConstantLR(o,.5,4)); run('linear',lambda o:S.LinearLR(o,.1,.9,7)); run('exp',lambda o:S.ExponentialLR(o,.9),two=True); run('poly',lambda o:S.PolynomialLR(o,8,2.)); run('cos',lambda o:S.CosineAnnealingLR(o,10,.01),two=True); run('warm',lambda o:S.CosineAnnealingWarmRestarts(o,3,2,.001)); run('warm1',lambda o:S.CosineAnnealingWarmRestarts(o,5)); run('one',lambda o:S.OneCycleLR(o,.3,total_steps=26),momentum=.9); run('one2',lambda o:S.OneCycleLR(o,.3,epochs=2,steps_per_epoch=13,anneal_strategy='linear',three_phase=True),momentum=.9)
run('cyc',lambda o:S.CyclicLR(o,.01,.1,4),momentum=.9); run('cyc2',lambda o:S.CyclicLR(o,.01,.1,3,5,mode='triangular2'),momentum=.9); run('cyc3',lambda o:S.CyclicLR(o,.01,.1,4,mode='exp_range',gamma=.99,cycle_momentum=False))
run('seq',lambda o:S.SequentialLR(o,[S.LinearLR(o,.1,total_iters=5),S.CosineAnnealingLR(o,15)],[5])); run('seq3',lambda o:S.SequentialLR(o,[S.ConstantLR(o,.1,2),S.ExponentialLR(o,.9),S.StepLR(o,2,.5)],[3,9])); run('chain',lambda o:S.ChainedScheduler([S.ConstantLR(o,.1,4),S.ExponentialLR(o,.9)]))
o=opt(); s=S.ReduceLROnPlateau(o,patience=2,factor=.5,cooldown=1); out=[]
for m in (1,.9,.9,.9,.9,.95,.8,.8,.8,.8,.8,.8,.8,.8): s.step(m); out.append((o.param_groups[0]['lr'],s.num_bad_epochs,s.best))
print(out)
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__,'|',e)
o=opt()
for f in (lambda:S.StepLR(3,2),lambda:S.LambdaLR(o,[1,2]),lambda:S.LinearLR(o,.5,2.),lambda:S.ConstantLR(o,2.),lambda:S.OneCycleLR(o,.1),lambda:S.OneCycleLR(o,.1,total_steps=-1),lambda:S.OneCycleLR(o,.1,total_steps=5,pct_start=2.),lambda:S.OneCycleLR(o,.1,total_steps=5,anneal_strategy='x'),lambda:S.CosineAnnealingWarmRestarts(o,0),lambda:S.CosineAnnealingWarmRestarts(o,2,0),lambda:S.ReduceLROnPlateau(o,'x'),lambda:S.ReduceLROnPlateau(o,factor=1.),lambda:S.CyclicLR(o,.1,.2,mode='x'),lambda:S.SequentialLR(o,[S.StepLR(o,1)],[1]),lambda:S.ChainedScheduler([S.StepLR(o,1)]).get_last_lr(),lambda:S.StepLR(o,2,last_epoch=5).last_epoch,lambda:torch.optim.SGD([],lr=.1),lambda:torch.optim.SGD(torch.ones(1),lr=.1),lambda:torch.optim.SGD([torch.ones(1)*torch.ones(1,requires_grad=True)],lr=.1),lambda:torch.optim.SGD([3],lr=.1),lambda:torch.optim.SGD({torch.ones(1)},lr=.1),lambda:torch.optim.SGD([{'params':{torch.ones(1)}}],lr=.1),lambda:torch.optim.SGD([torch.ones(1)],lr=-1),lambda:torch.optim.Adam([torch.ones(1)],lr=-1),lambda:torch.optim.Adam([torch.ones(1)],betas=(1.,2.)),lambda:torch.optim.Adam([torch.ones(1)],eps=-1),lambda:torch.optim.Adam([torch.ones(1)],weight_decay=-1),lambda:torch.optim.SGD([torch.ones(1)],lr=.1,momentum=-1),lambda:torch.optim.SGD([torch.ones(1)],lr=.1,nesterov=True),lambda:torch.optim.RMSprop([torch.ones(1)],alpha=-1),lambda:torch.optim.Adagrad([torch.ones(1)],lr_decay=-1),lambda:torch.optim.Rprop([torch.ones(1)],etas=(1,1)),lambda:torch.optim.NAdam([torch.ones(1)],momentum_decay=-1),lambda:torch.optim.Adadelta([torch.ones(1)],rho=2),lambda:torch.optim.Optimizer([torch.ones(1)],{}).step()):
    t(f)
o=opt(two=True); t(lambda:o.add_param_group({'params':o.param_groups[0]['params']})); t(lambda:o.add_param_group([1])); o.add_param_group({'params':[nn.Parameter(torch.zeros(1))],'lr':9.}); print(len(o.param_groups))
a=opt(momentum=.9); a.param_groups[0]['params'][0].grad=torch.ones(2); a.step(); sd=a.state_dict(); print(sd['state'], list(sd), sd['param_groups'][0]['params']); b=opt(momentum=.9); b.load_state_dict(sd); print(b.state[b.param_groups[0]['params'][0]]); t(lambda:opt(two=True).load_state_dict(sd)); t(lambda:torch.optim.SGD([torch.ones(1),torch.zeros(2)],lr=1.).load_state_dict(sd))
o=opt(); s=S.StepLR(o,2); o.step(); s.step(); sd=s.state_dict(); print({k:v for k,v in sd.items() if not k.startswith('_') or k in('_step_count','_last_lr')}); s2=S.StepLR(opt(),5); s2.load_state_dict(sd); print(s2.step_size,s2.last_epoch)
