"""The rarer functions of torch.nn.functional, written over the others."""

import math

import torch
import torch.nn.functional as F
from torch.nn._sampling import affine_grid, ctc_loss, grid_sample
from torch.nn._windows import (
    adaptive_avg_pool1d,
    adaptive_avg_pool2d,
    adaptive_avg_pool3d,
    adaptive_max_pool1d,
    adaptive_max_pool2d,
    adaptive_max_pool3d,
    channel_shuffle,
    fold,
    interpolate,
    lp_pool1d,
    lp_pool2d,
    lp_pool3d,
    max_pool1d,
    max_pool1d_with_indices,
    max_pool2d,
    max_pool2d_with_indices,
    max_pool3d,
    max_pool3d_with_indices,
    max_unpool1d,
    max_unpool2d,
    max_unpool3d,
    pixel_shuffle,
    pixel_unshuffle,
    unfold,
    upsample,
    upsample_bilinear,
    upsample_nearest,
)
from torch.nn.modules.multihead_attention import multi_head_attention_forward

_named = torch._C._nn._named


def _reduced(losses, reduction):
    if reduction == "none":
        return losses
    if reduction == "mean":
        return losses.mean()
    if reduction == "sum":
        return losses.sum()
    raise ValueError(f"{reduction} is not valid")


def _code(reduction):
    codes = {"none": 0, "mean": 1, "sum": 2}
    if reduction not in codes:
        raise ValueError(f"{reduction} is not a valid value for reduction")
    return codes[reduction]


def softsign(input):
    """x / (1 + |x|)."""
    return input / (input.abs() + 1)


def tanhshrink(input):
    """x - tanh(x)."""
    return input - input.tanh()


def rrelu(input, lower=1.0 / 8, upper=1.0 / 3, training=False, inplace=False):
    """Leaky ReLU with a random slope when training, else the mean slope."""
    name = f"RreluWithNoiseBackward{int(inplace)}"
    if not training:
        return _named(F.leaky_relu(input, (lower + upper) / 2, inplace), name)
    # one draw for each value that is not positive, in order
    falls = input.detach() <= 0
    slopes = torch.ones_like(input)
    slopes[falls] = torch.empty(int(falls.sum()), dtype=torch.float64).uniform_(lower, upper).to(input.dtype)
    result = input * slopes
    return _named(input.copy_(result) if inplace else result, name)


def relu_(input):
    """`relu`, in place."""
    return F.relu(input, inplace=True)


def elu_(input, alpha=1.0):
    """`elu`, in place."""
    return F.elu(input, alpha, inplace=True)


def celu_(input, alpha=1.0):
    """`celu`, in place."""
    return F.celu(input, alpha, inplace=True)


def selu_(input):
    """`selu`, in place."""
    return F.selu(input, inplace=True)


def leaky_relu_(input, negative_slope=0.01):
    """`leaky_relu`, in place."""
    return F.leaky_relu(input, negative_slope, inplace=True)


def hardtanh_(input, min_val=-1.0, max_val=1.0):
    """`hardtanh`, in place."""
    return F.hardtanh(input, min_val, max_val, inplace=True)


def threshold_(input, threshold, value):
    """`threshold`, in place."""
    return F.threshold(input, threshold, value, inplace=True)


def pdist(input, p=2):
    """Distances of all pairs of rows."""
    rows, columns = torch.triu_indices(input.shape[0], input.shape[0], 1)
    return _named(F.pairwise_distance(input[rows], input[columns], p, 0.0), "PdistBackward0")


def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
    """A softmax of logits with Gumbel noise; with hard, one-hot forward and soft backward."""
    gumbels = -torch.empty_like(logits).exponential_().log()
    soft = ((logits + gumbels) / tau).softmax(dim)
    if not hard:
        return soft
    index = soft.max(dim, keepdim=True)[1]
    return torch.zeros_like(logits).scatter_(dim, index, 1.0) - soft.detach() + soft


def local_response_norm(input, size, alpha=1e-4, beta=0.75, k=1.0):
    """Divides by (k + alpha * the mean square over `size` neighbouring channels) ** beta."""
    if input.dim() < 3:
        raise ValueError(f"Expected 3D or higher dimensionality                          input (got {input.dim()} dimensions)")
    if input.numel() == 0:
        return input
    return torch._C._nn._local_response_norm(input, size, alpha, beta, k)


def poisson_nll_loss(
    input, target, log_input=True, full=False, size_average=None, eps=1e-8, reduce=None, reduction="mean"
):
    """Negative log-likelihood of Poisson counts."""
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"{reduction} is not a valid value for reduction")
    return torch._C._nn.poisson_nll_loss(input, target, log_input, full, eps, _code(reduction))


def gaussian_nll_loss(input, target, var, full=False, eps=1e-6, reduction="mean"):
    """Negative log-likelihood of values with predicted means and variances."""
    if not isinstance(var, torch.Tensor):
        var = var * torch.ones_like(input)
    if var.size() != input.size():
        if input.size()[:-1] == var.size():
            var = torch.unsqueeze(var, -1)
        elif input.size()[:-1] != var.size()[:-1] or var.size(-1) != 1:
            raise ValueError("var is of incorrect size")
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction + " is not valid")
    if torch.any(var < 0):
        raise ValueError("var has negative entry/entries")
    var = var.clone()
    with torch.no_grad():
        var.clamp_(min=eps)
    loss = 0.5 * (torch.log(var) + (input - target) ** 2 / var)
    if full:
        loss += 0.5 * math.log(2 * math.pi)
    return _reduced(loss, reduction)


def hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None, reduction="mean"):
    """Hinge loss of distances: x where the target is 1, max(0, margin - x) where it is -1."""
    return torch._C._nn.hinge_embedding_loss(input, target, margin, _code(reduction))


def margin_ranking_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"):
    """max(0, -y (x1 - x2) + margin)."""
    if input1.dim() != input2.dim() or input1.dim() != target.dim():
        raise RuntimeError(
            "margin_ranking_loss : All input tensors should have same dimension but got sizes: "
            f"input1: {input1.size()}, input2: {input2.size()}, target: {target.size()} "
        )
    return torch._C._nn.margin_ranking_loss(input1, input2, target, margin, _code(reduction))


def cosine_embedding_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"):
    """1 - cos where the target is 1, max(0, cos - margin) where it is -1."""
    if target.dim() > 1:
        raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
    if input1.dim() != target.dim() + 1 or input2.dim() != target.dim() + 1:
        raise RuntimeError(
            f"{target.dim()}D target tensor expects {target.dim() + 1}D input tensors, but found inputs with sizes "
            f"{list(input1.shape)} and {list(input2.shape)}."
        )
    return torch._C._nn.cosine_embedding_loss(input1, input2, target, margin, _code(reduction))


def soft_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    """log(1 + exp(-y x))."""
    return torch._C._nn.soft_margin_loss(input, target, _code(reduction))


def multilabel_soft_margin_loss(input, target, weight=None, size_average=None, reduce=None, reduction="mean"):
    """Mean over classes of the logistic loss of every label."""
    loss = -(target * F.logsigmoid(input) + (1 - target) * F.logsigmoid(-input))
    if weight is not None:
        loss = loss * weight
    return _reduced(loss.sum(dim=-1) / input.size(-1), reduction)


def multi_margin_loss(
    input, target, p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction="mean"
):
    """Mean over classes of max(0, margin - x[y] + x[i]) ** p."""
    if p not in (1, 2):
        raise ValueError("only p == 1 and p == 2 supported")
    picked = input.gather(-1, target.unsqueeze(-1))
    losses = (margin - picked + input).clamp_min(0) ** p
    if weight is not None:
        losses = losses * weight[target].unsqueeze(-1)
    mask = torch.ones_like(losses).scatter(-1, target.unsqueeze(-1), 0.0)
    return _named(_reduced((losses * mask).sum(-1) / input.size(-1), reduction), "MultiMarginLossBackward0")


def triplet_margin_loss(
    anchor, positive, negative, margin=1.0, p=2, eps=1e-6, swap=False, size_average=None, reduce=None, reduction="mean"
):
    """max(0, d(anchor, positive) - d(anchor, negative) + margin)."""
    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    if not anchor.dim() == positive.dim() == negative.dim():
        raise RuntimeError(
            "The anchor, positive, and negative tensors are expected to have the same number of dimensions, but got: "
            f"anchor {anchor.dim()}D, positive {positive.dim()}D, and negative {negative.dim()}D inputs"
        )
    near = F.pairwise_distance(anchor, positive, p, eps)
    far = F.pairwise_distance(anchor, negative, p, eps)
    if swap:
        far = torch.min(far, F.pairwise_distance(positive, negative, p, eps))
    return _reduced(torch.clamp_min(margin + near - far, 0), reduction)


def triplet_margin_with_distance_loss(
    anchor, positive, negative, *, distance_function=None, margin=1.0, swap=False, reduction="mean"
):
    """The triplet loss with a distance of your own."""
    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    distance = F.pairwise_distance if distance_function is None else distance_function
    near = distance(anchor, positive)
    far = distance(anchor, negative)
    if swap:
        far = torch.minimum(far, distance(positive, negative))
    return _reduced(torch.clamp_min(margin + near - far, 0), reduction)


def multilabel_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    """Mean over classes of max(0, 1 - (x[y] - x[i])) for every label y; labels end at the first -1."""
    code = _code(reduction)
    rows = input.unsqueeze(0) if input.dim() == 1 else input
    labels = target.unsqueeze(0) if target.dim() == 1 else target
    if labels.shape != rows.shape:
        raise RuntimeError(f"inconsistent target size: {list(target.shape)} for input of size: {list(input.shape)}")
    losses = []
    for row, given in zip(rows, labels.tolist()):
        given = given[: given.index(-1)] if -1 in given else given
        is_label = torch.zeros(row.shape[0], dtype=torch.bool)
        is_label[given] = True
        others = row[~is_label]
        loss = row.sum() * 0
        for label in given:
            loss = loss + (1 - (row[label] - others)).clamp_min(0).sum()
        losses.append(loss / row.shape[0])
    loss = torch.stack(losses)
    if code == 0:
        loss = loss[0] if input.dim() == 1 else loss
    else:
        loss = loss.mean() if code == 1 else loss.sum()
    return _named(loss, "MultilabelMarginLossBackward0")


def embedding_bag(
    input,
    weight,
    offsets=None,
    max_norm=None,
    norm_type=2,
    scale_grad_by_freq=False,
    mode="mean",
    sparse=False,
    per_sample_weights=None,
    include_last_offset=False,
    padding_idx=None,
):
    """Sums, means or maxima of rows: one result a row of `input`, or a bag between offsets."""
    if per_sample_weights is not None and input.size() != per_sample_weights.size():
        raise ValueError(
            f"embedding_bag: If per_sample_weights ({list(per_sample_weights.shape)}) is not None, "
            f"then it must have the same shape as the input ({list(input.shape)})"
        )
    if not weight.dim() == 2:
        raise ValueError(f"weight has to be a 2D Tensor, but got Tensor of dimension {weight.dim()}")
    if input.dim() == 2:
        if offsets is not None:
            raise ValueError(
                "if input is 2D, then offsets has to be None, as input is treated is a mini-batch of fixed length "
                f"sequences. However, found offsets of type {type(offsets)}"
            )
        count = input.size(1)
        starts = [i * count for i in range(input.size(0) + 1)]
        input = input.reshape(-1)
        if per_sample_weights is not None:
            per_sample_weights = per_sample_weights.reshape(-1)
    elif input.dim() == 1:
        if offsets is None:
            raise ValueError("offsets has to be a 1D Tensor but got None")
        if offsets.dim() != 1:
            raise ValueError("offsets has to be a 1D Tensor")
        starts = offsets.tolist() + ([] if include_last_offset else [input.size(0)])
    else:
        raise ValueError(f"input has to be 1D or 2D Tensor, but got Tensor of dimension {input.dim()}")
    if mode not in ("sum", "mean", "max"):
        raise ValueError("mode has to be one of sum, mean or max")
    if per_sample_weights is not None and mode != "sum":
        raise NotImplementedError(
            "embedding_bag: per_sample_weights was not None. "
            "per_sample_weights is only supported for mode='sum' "
            f"(got mode='{mode}'). Please open a feature request on GitHub."
        )
    rows = F.embedding(input, weight, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse)
    if per_sample_weights is not None:
        rows = rows * per_sample_weights.unsqueeze(1)
    bags = []
    for start, end in zip(starts, starts[1:]):
        bag = rows[start:end]
        if padding_idx is not None:
            bag = bag[input[start:end] != padding_idx]
        if bag.shape[0] == 0:
            bags.append(rows.new_zeros(weight.shape[1]))
        elif mode == "max":
            bags.append(bag.max(0)[0])
        else:
            bags.append(bag.sum(0) if mode == "sum" else bag.mean(0))
    return _named(torch.stack(bags), "EmbeddingBagBackward0")
