"""Passes through deep models that keep only the inputs of their parts, and compute a part again when its gradient is due.

Source: Chen et al. 2016, "Training Deep Nets with Sublinear Memory Cost" (arXiv:1604.06174). Of n modules in a row about
the square root of n hold memory at a time. Gradients of parameters are computed for each part and dropped.
"""

import torch
from torch import nn

FEWEST = 4


class NotATensor(Exception):
    """A part gave something else than a tensor: the pass has to be made without recomputation."""


class _Part(torch.autograd.Function):
    @staticmethod
    def forward(ctx, run, recorder, x, *parameters):
        ctx.run = run
        ctx.recorder = recorder
        ctx.parameters = parameters
        ctx.random = torch.get_rng_state()
        ctx.start = recorder.mark()
        ctx.save_for_backward(x)
        y = run(x)
        if not isinstance(y, torch.Tensor):
            raise NotATensor(type(y).__name__)
        return y

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        now = torch.get_rng_state()
        torch.set_rng_state(ctx.random)
        ctx.recorder.replay(ctx.start)
        try:
            with torch.enable_grad():
                x = x.detach()
                if x.is_floating_point():
                    x.requires_grad_()
                y = ctx.run(x)
        finally:
            ctx.recorder.resume()
            torch.set_rng_state(now)
        wanted = [tensor for tensor in (x, *ctx.parameters) if tensor.requires_grad]
        gradients = torch.autograd.grad(y, wanted, grad, allow_unused=True)
        first = gradients[0] if x.requires_grad else None
        return (None, None, first, *(None for _ in ctx.parameters))


def _apply(run, recorder, modules, x):
    if not torch.is_grad_enabled() or not isinstance(x, torch.Tensor):
        return run(x)
    parameters = [parameter for module in modules for parameter in module.parameters() if parameter.requires_grad]
    if not x.requires_grad and not parameters:
        return run(x)
    return _Part.apply(run, recorder, x, *parameters)


def _in_parts(children, recorder):
    size = max(2, round(len(children) ** 0.5))
    parts = [children[start : start + size] for start in range(0, len(children), size)]

    def run_part(part):
        def run(x):
            for module in part:
                x = module(x)
            return x

        return run

    runs = [(run_part(part), part) for part in parts]

    def forward(x):
        for run, part in runs:
            x = _apply(run, recorder, part, x)
        return x

    return forward


def _as_part(block, recorder):
    plain = block.forward

    def forward(x, *args, **kwargs):
        others = [value for value in (*args, *kwargs.values()) if isinstance(value, torch.Tensor)]
        if any(value.requires_grad for value in others):
            return plain(x, *args, **kwargs)
        return _apply(lambda value: plain(value, *args, **kwargs), recorder, [block], x)

    return forward


def wrap(model, recorder):
    """Makes every long row of modules in `model` run in parts. Gives the modules whose `forward` has to be deleted."""
    wrapped = []
    for module in list(model.modules()):
        if isinstance(module, nn.Sequential) and type(module).forward is nn.Sequential.forward and len(module) >= FEWEST:
            if "forward" not in vars(module):
                module.forward = _in_parts(list(module), recorder)
                wrapped.append(module)
        elif isinstance(module, nn.ModuleList) and len(module) >= FEWEST:
            for block in module:
                if "forward" not in vars(block) and not isinstance(block, (nn.ModuleList, nn.ModuleDict)):
                    block.forward = _as_part(block, recorder)
                    wrapped.append(block)
    return wrapped


def unwrap(wrapped):
    for module in wrapped:
        del module.forward


def keeps_statistics(model):
    """Whether a second pass would be counted: running statistics that are being gathered."""
    return any(getattr(module, "track_running_stats", False) and module.training for module in model.modules())
