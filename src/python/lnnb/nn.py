"""Norms that the field uses and torch.nn lacks. Import as `from lnnb import nn as lnn`, or use `lnnb.nn.DyT`."""

import math

import torch
import torch.nn.functional as F
from torch import nn

from lnnb.fused import add_layer_norm


def _shape(normalized_shape):
    return (normalized_shape,) if isinstance(normalized_shape, int) else tuple(normalized_shape)


class DyT(nn.Module):
    """Dynamic tanh: gamma * tanh(alpha * x) + beta, no statistics (Zhu et al. 2025, arXiv:2503.10622).

    Input and output: (*, normalized_shape). alpha is one learnable number.
    """

    def __init__(self, normalized_shape, init_alpha=0.5, elementwise_affine=True, device=None, dtype=None):
        super().__init__()
        self.normalized_shape = _shape(normalized_shape)
        self.init_alpha = init_alpha
        self.elementwise_affine = elementwise_affine
        self.alpha = nn.Parameter(torch.full((1,), init_alpha, device=device, dtype=dtype))
        if elementwise_affine:
            self.weight = nn.Parameter(torch.ones(self.normalized_shape, device=device, dtype=dtype))
            self.bias = nn.Parameter(torch.zeros(self.normalized_shape, device=device, dtype=dtype))
        else:
            self.register_parameter("weight", None)
            self.register_parameter("bias", None)

    def forward(self, x):
        y = torch.tanh(self.alpha * x)
        return y if self.weight is None else y * self.weight + self.bias

    def extra_repr(self):
        return f"{self.normalized_shape}, init_alpha={self.init_alpha}, elementwise_affine={self.elementwise_affine}"


class DeepNorm(nn.Module):
    """The DeepNet residual: LayerNorm(alpha * x + branch) (Wang et al. 2022, arXiv:2203.00555).

    `depth` is the number of layers N of an encoder-only or decoder-only stack: alpha = (2N)^(1/4), and `gain`
    (beta in the paper, (8N)^(-1/4)) is what the branch's weights are scaled by at initialisation.
    Inputs x and branch: the same shape (*, normalized_shape).
    """

    def __init__(self, normalized_shape, depth, eps=1e-5, device=None, dtype=None):
        super().__init__()
        if depth < 1:
            raise ValueError(f"depth must be at least 1, got {depth}")
        self.depth = depth
        self.alpha = (2 * depth) ** 0.25
        self.gain = (8 * depth) ** -0.25
        self.norm = nn.LayerNorm(normalized_shape, eps=eps, device=device, dtype=dtype)

    def forward(self, x, branch):
        return self.norm(self.alpha * x + branch)

    def extra_repr(self):
        return f"depth={self.depth}, alpha={self.alpha:.4f}, gain={self.gain:.4f}"


class AddLayerNorm(nn.LayerNorm):
    """The residual stream of a pre-norm block: x + branch and LayerNorm(x + branch), in one pass over memory.

    Inputs x and branch: (*, normalized_shape). Gives the pair (sum, normalized): the first goes on in the stream, the
    second into the next branch. Parameters, names and numbers are those of nn.LayerNorm after an addition.
    """

    def forward(self, x, branch):
        return add_layer_norm(x, branch, self.normalized_shape, self.weight, self.bias, self.eps)


class QKNorm(nn.Module):
    """Query-key normalization: queries and keys of length 1, scores scaled by a learnable g (Henry et al. 2020, arXiv:2010.04245).

    Inputs q and k: (*, length, head_dim). Gives the pair whose product is g * cos(q, k); pass scale=1.0 to attention.
    g starts at log2(L^2 - L) for sequences of length L.
    """

    def __init__(self, sequence_length=64, eps=1e-12, device=None, dtype=None):
        super().__init__()
        if sequence_length < 2:
            raise ValueError(f"sequence_length must be at least 2, got {sequence_length}")
        self.sequence_length = sequence_length
        self.eps = eps
        start = math.log2(sequence_length**2 - sequence_length)
        self.g = nn.Parameter(torch.full((), start, device=device, dtype=dtype))

    def forward(self, q, k):
        q = F.normalize(q, dim=-1, eps=self.eps)
        k = F.normalize(k, dim=-1, eps=self.eps)
        return self.g * q, k

    def extra_repr(self):
        return f"sequence_length={self.sequence_length}"


class ScaleNorm(nn.Module):
    """g * x / |x| over the last dimension, one learnable number (Nguyen and Salazar 2019, arXiv:1910.05895).

    `scale` is where g starts: the paper's sqrt(d).
    """

    def __init__(self, scale, eps=1e-5, device=None, dtype=None):
        super().__init__()
        self.eps = eps
        self.g = nn.Parameter(torch.full((), float(scale), device=device, dtype=dtype))

    def forward(self, x):
        length = torch.linalg.vector_norm(x, dim=-1, keepdim=True)
        return x * (self.g / length.clamp(min=self.eps))

    def extra_repr(self):
        return f"eps={self.eps}"


class SimpleRMSNorm(nn.Module):
    """x / (|x| / sqrt(d)) over the last dimension, no parameters (Qin et al. 2023, TransNormerLLM, arXiv:2307.14995)."""

    def __init__(self, dim, eps=1e-12):
        super().__init__()
        self.dim = dim
        self.eps = eps

    def forward(self, x):
        if x.shape[-1] != self.dim:
            raise ValueError(f"SimpleRMSNorm({self.dim}) got an input of size {tuple(x.shape)}: the last dimension must be {self.dim}")
        return F.normalize(x, dim=-1, eps=self.eps) * self.dim**0.5

    def extra_repr(self):
        return f"{self.dim}"
