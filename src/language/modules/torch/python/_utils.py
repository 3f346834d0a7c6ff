"""Small helpers of the torch module."""

import torch


def typename(obj):
    """The type's name with its module; for tensors the old type name."""
    if isinstance(obj, torch.Tensor):
        return obj.type()
    module = getattr(obj, "__module__", "") or ""
    qualname = ""
    if hasattr(obj, "__qualname__"):
        qualname = obj.__qualname__
    elif hasattr(obj, "__name__"):
        qualname = obj.__name__
    else:
        module = getattr(type(obj), "__module__", "") or ""
        qualname = type(obj).__qualname__
    if module in ("", "builtins"):
        return qualname
    return f"{module}.{qualname}"


def compile(model=None, **options):
    """Gives the model back: cells run without a compiler, with the same results."""
    if model is None:
        return lambda wrapped: wrapped
    return model
