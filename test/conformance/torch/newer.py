"""What the installed torch may be too old to have, by its formula in double precision: torch 2.4's rms_norm, 2.0's attention."""
import math

import torch
import torch.nn.functional as F


def rms_norm(input, normalized_shape, weight=None, eps=None):
    # The half types are computed in float32, whose epsilon is theirs.
    kind = torch.float64 if input.dtype == torch.float64 else torch.float32
    eps = torch.finfo(kind).eps if eps is None else eps
    wide = input.double()
    result = wide * torch.rsqrt(wide.pow(2).mean(list(range(-len(normalized_shape), 0)), keepdim=True) + eps)
    return (result if weight is None else result * weight.double()).to(input.dtype)


def scaled_dot_product_attention(
    query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None, enable_gqa=False
):
    q, k, v = query.double(), key.double(), value.double()
    if enable_gqa:
        k, v = (x.repeat_interleave(q.shape[-3] // x.shape[-3], -3) for x in (k, v))
    scores = q @ k.transpose(-2, -1) * (1 / math.sqrt(q.shape[-1]) if scale is None else scale)
    if is_causal:
        attn_mask = torch.ones(q.shape[-2], k.shape[-2], dtype=torch.bool).tril()
    if attn_mask is not None:
        is_bool = attn_mask.dtype == torch.bool
        scores = scores.masked_fill(~attn_mask, -math.inf) if is_bool else scores + attn_mask.double()
    # A row with nothing to attend to gives zeros.
    empty = (scores == -math.inf).all(-1, keepdim=True)
    weights = torch.softmax(scores.masked_fill(empty, 0.0), -1).masked_fill(empty, 0.0)
    return (weights @ v).to(query.dtype)


def install():
    if not hasattr(F, "rms_norm"):
        torch.rms_norm = F.rms_norm = rms_norm
    if not hasattr(F, "scaled_dot_product_attention"):
        F.scaled_dot_product_attention = scaled_dot_product_attention
