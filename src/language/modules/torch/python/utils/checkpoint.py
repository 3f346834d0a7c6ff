"""Activation checkpointing, as torch.utils.checkpoint: the forward pass runs again when gradients are asked for."""

import torch


def _detached(inputs):
    detached = []
    for value in inputs:
        if isinstance(value, torch.Tensor):
            copy = value.detach()
            copy.requires_grad = value.requires_grad
            detached.append(copy)
        else:
            detached.append(value)
    return tuple(detached)


class CheckpointFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, run_function, preserve_rng_state, *args):
        ctx.run_function = run_function
        ctx.rng_state = torch.get_rng_state() if preserve_rng_state else None
        ctx.args = args
        ctx.save_for_backward(*[value for value in args if isinstance(value, torch.Tensor)])
        with torch.no_grad():
            return run_function(*args)

    @staticmethod
    def backward(ctx, *grads):
        ctx.saved_tensors  # raises where they were freed
        with torch.random.fork_rng(enabled=ctx.rng_state is not None):
            if ctx.rng_state is not None:
                torch.set_rng_state(ctx.rng_state)
            inputs = _detached(ctx.args)
            with torch.enable_grad():
                outputs = ctx.run_function(*inputs)
        if isinstance(outputs, torch.Tensor):
            outputs = (outputs,)
        pairs = [
            (output, grad)
            for output, grad in zip(outputs, grads)
            if isinstance(output, torch.Tensor) and output.requires_grad
        ]
        if not pairs:
            raise RuntimeError("none of output has requires_grad=True, this checkpoint() is not necessary")
        torch.autograd.backward([output for output, _ in pairs], [grad for _, grad in pairs])
        gradients = tuple(value.grad if isinstance(value, torch.Tensor) else None for value in inputs)
        return (None, None) + gradients


def checkpoint(function, *args, use_reentrant=None, preserve_rng_state=True, **kwargs):
    """Runs `function(*args)` without keeping its activations; they are computed again in the backward pass."""
    call = function if not kwargs else lambda *inputs: function(*inputs, **kwargs)
    if use_reentrant is False and not any(isinstance(a, torch.Tensor) and a.requires_grad for a in args):
        # a tensor that requires gradients makes the function part of the graph, as the non-reentrant variant is
        anchor = torch.zeros(0, requires_grad=True)
        return CheckpointFunction.apply(lambda _, *inputs: call(*inputs), preserve_rng_state, anchor, *args)
    return CheckpointFunction.apply(call, preserve_rng_state, *args)


def checkpoint_sequential(functions, segments, input, use_reentrant=None, **kwargs):
    """Checkpoints a sequence of modules in so many segments; the last one runs as usual."""
    functions = list(functions.children()) if isinstance(functions, torch.nn.Sequential) else list(functions)
    size = len(functions) // segments

    def run(start, end):
        def forward(value):
            for j in range(start, end + 1):
                value = functions[j](value)
            return value

        return forward

    end = -1
    for start in range(0, size * (segments - 1), size):
        end = start + size - 1
        input = checkpoint(run(start, end), input, use_reentrant=use_reentrant, **kwargs)
    return run(end + 1, len(functions) - 1)(input)
