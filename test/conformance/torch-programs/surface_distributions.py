import torch
import torch.distributions as D
torch.manual_seed(0)
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__,'|',e)
for d in (D.Normal(0.,1.),D.Normal(torch.zeros(3),torch.tensor([1.,2.,3.])),D.Uniform(-1.,2.),D.Exponential(torch.tensor([1.,2.])),D.Laplace(0.,1.),D.Cauchy(0.,1.),D.LogNormal(0.,1.),D.Gamma(torch.tensor([2.,.5]),torch.tensor([1.,3.])),D.Beta(2.,3.),D.Bernoulli(.3),D.Bernoulli(logits=torch.tensor([0.,1.])),D.Categorical(torch.tensor([.1,.2,.7])),D.Categorical(logits=torch.randn(2,3)),D.Poisson(4.),D.Geometric(.3),D.MultivariateNormal(torch.zeros(2),torch.tensor([[2.,.5],[.5,1.]])),D.Independent(D.Normal(torch.zeros(3),torch.ones(3)),1)):
    s=d.sample((2,)); print(d if not isinstance(d,D.LogNormal) else 'LN', s, d.log_prob(s), d.batch_shape, d.event_shape); print(d.sample((3,)))
    for n in ('mean','variance','stddev'): 
        t(lambda: getattr(d,n))
    t(lambda: d.entropy())
    if d.has_rsample and type(d).__name__ not in ('Gamma','Beta'): print(d.rsample((2,)))
n=D.Normal(torch.tensor(0.,requires_grad=True),1.); n.rsample().backward(); print(n.loc.grad, n.cdf(torch.tensor(1.)), n.icdf(torch.tensor(.9)))
print(D.kl_divergence(D.Normal(0.,1.),D.Normal(1.,2.)), D.kl_divergence(D.Categorical(torch.tensor([.5,.5])),D.Categorical(torch.tensor([.1,.9]))), D.kl_divergence(D.Bernoulli(.3),D.Bernoulli(.6)))
c=D.Categorical(torch.tensor([1.,1.,2.])); print(c.probs,c.logits,c.entropy(),c.log_prob(torch.tensor([0,2])),c.enumerate_support())
probs=torch.softmax(torch.randn(4),0); m=D.Categorical(probs); a=m.sample((2,)); print(a, -m.log_prob(a)*2.)
for f in (lambda:D.Normal(0.,-1.),lambda:D.Normal(torch.tensor([0.,float('nan')]),1.),lambda:D.Uniform(2.,1.),lambda:D.Bernoulli(1.5),lambda:D.Bernoulli(),lambda:D.Categorical(torch.tensor(1.)),lambda:D.Categorical(torch.tensor([-1.,2.])),lambda:D.Normal(0.,1.).log_prob(3),lambda:D.Bernoulli(.5).log_prob(torch.tensor(2.)),lambda:D.Categorical(torch.ones(3)).log_prob(torch.tensor(5)),lambda:D.Normal(torch.zeros(3),1.).log_prob(torch.zeros(2)),lambda:D.kl_divergence(D.Normal(0.,1.),D.Poisson(1.)),lambda:D.Exponential(0.),lambda:D.Normal('a',1.)): t(f)
print(torch.rand(1))
