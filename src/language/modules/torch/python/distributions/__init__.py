"""Probability distributions, as torch.distributions."""

from torch.distributions import constraints
from torch.distributions.continuous import Beta, Cauchy, Exponential, Gamma, Laplace, LogNormal, Normal, Uniform
from torch.distributions.discrete import Bernoulli, Binomial, Categorical, Geometric, Poisson
from torch.distributions.distribution import Distribution
from torch.distributions.multivariate import Independent, MultivariateNormal, kl_divergence, register_kl
