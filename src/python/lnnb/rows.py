"""What the worked example and the terms of a gradient need of a norm that works on rows."""

import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from .arguments import is_sequence, number_of, tensor_values
from .formatting import shape_text


@dataclass
class RowNorm:
    kind: str
    eps: float
    size: int
    normalized_shape: tuple
    gamma: object
    beta: object


def kind_of(norm):
    """"layer", "rms" or None. RMSNorm came with PyTorch 2.4."""
    rms = getattr(nn, "RMSNorm", None)
    return "layer" if isinstance(norm, nn.LayerNorm) else "rms" if rms is not None and isinstance(norm, rms) else None


def row_norm_of(norm, x, where):
    kind = kind_of(norm)
    if kind is None:
        raise TypeError(f"{where}: argument 'norm' must be an nn.LayerNorm or an nn.RMSNorm, not {type(norm).__name__}")
    values = lambda tensor: None if tensor is None else tensor_values(tensor)
    eps = number_of(norm.eps)
    if eps is None:
        # RMSNorm's eps=None stands for that of the type that is computed in: float64's own, else float32's.
        eps = 2.0**-52 if isinstance(x, torch.Tensor) and x.dtype == torch.float64 else 2.0**-23
    shape = tuple(norm.normalized_shape)
    return RowNorm(kind, eps, math.prod(shape), shape, values(norm.weight), None if kind == "rms" else values(norm.bias))


def input_of(x, norm, where):
    """The input as rows, whose last dimensions must be the norm's."""
    if not isinstance(x, torch.Tensor):
        raise TypeError(f"{where}: argument 'x' must be a Tensor, not {type(x).__name__}")
    if not x.is_floating_point():
        raise TypeError(f"{where}: argument 'x' must be floating point, not {str(x.dtype)[6:]}")
    if tuple(x.shape[-len(norm.normalized_shape) :]) != norm.normalized_shape:
        sizes = ", ".join(map(str, norm.normalized_shape))
        raise ValueError(f"{where}: the norm takes [*, {sizes}], but x has shape {shape_text(x.shape)}")
    return tensor_values(x).reshape(-1, norm.size)


def row_statistics(rows, kind):
    """Mean and biased variance of each row; of RMSNorm 0 and the mean square."""
    mean = np.zeros((len(rows), 1)) if kind == "rms" else rows.mean(axis=1, keepdims=True)
    return mean, ((rows - mean) ** 2).mean(axis=1, keepdims=True)


def row_label(row, shape, normalized_dims):
    outer = shape[: len(shape) - normalized_dims]
    if not outer:
        return "x"
    if len(outer) == 1:
        return f"row {row}"
    return f"row [{', '.join(str(int(i)) for i in np.unravel_index(row, outer))}]"


def choose_rows(rows, count):
    """The rows asked for, or the first ones. Negative positions count from the end."""
    if rows is None:
        return list(range(min(count, 8)))
    chosen = []
    for row in rows if is_sequence(rows) else [rows]:
        if not isinstance(row, int):
            raise TypeError(f"argument 'rows' must be an int or a list of ints, not {type(row).__name__}")
        position = row + count if row < 0 else row
        if not 0 <= position < count:
            raise ValueError(f"row {row} is out of range: there are {count}")
        chosen.append(position)
    if len(chosen) > 64:
        raise ValueError(f"at most 64 rows are shown, but got {len(chosen)}")
    return chosen
