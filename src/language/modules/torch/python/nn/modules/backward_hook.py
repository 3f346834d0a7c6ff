"""Full backward hooks of modules: identity functions around a module's inputs and outputs whose nodes see the gradients."""

import torch


class BackwardHookFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, *tensors):
        ctx.mark_non_differentiable(*[tensor for tensor in tensors if not tensor.requires_grad])
        return tensors

    @staticmethod
    def backward(ctx, *grads):
        return grads


def _result_tuple(grads):
    return grads if grads is None or isinstance(grads, tuple) else (grads,)


def _through_identity(values):
    """The values with every tensor passed through one identity node, which is returned too (None without gradients)."""
    places = [i for i, value in enumerate(values) if isinstance(value, torch.Tensor)]
    tensors = [values[i] for i in places]
    if not (torch.is_grad_enabled() and any(tensor.requires_grad for tensor in tensors)):
        return values, None, places
    outputs = BackwardHookFunction.apply(*tensors)
    node = next(output.grad_fn for output in outputs if output.grad_fn is not None)
    replaced = list(values)
    for i, output in zip(places, outputs):
        replaced[i] = output
    return tuple(replaced), node, places


def _spread(grads, places, count):
    spread = [None] * count
    for i, grad in zip(places, grads):
        spread[i] = grad
    return tuple(spread)


def _gathered(grads, places):
    return tuple(grads[i] for i in places)


class BackwardHook:
    """The hooks of one call of a module."""

    def __init__(self, module, user_hooks, user_pre_hooks):
        self.module = module
        self.user_hooks = user_hooks
        self.user_pre_hooks = user_pre_hooks
        self.grad_outputs = None
        self.input_places = None
        self.input_count = -1
        self.output_places = None
        self.output_count = -1
        self.input_node = None

    def setup_input_hook(self, args):
        self.input_count = len(args)
        args, node, self.input_places = _through_identity(args)
        if node is not None:
            self.input_node = node
            node.register_hook(self._on_grad_inputs)
        return args

    def setup_output_hook(self, result):
        is_tuple = isinstance(result, tuple)
        values = result if is_tuple else (result,)
        self.output_count = len(values)
        values, node, self.output_places = _through_identity(values)
        if node is not None:
            node.register_prehook(self._on_grad_outputs)
        return values if is_tuple else values[0]

    def _on_grad_outputs(self, grad_output):
        self.grad_outputs = _spread(grad_output, self.output_places, self.output_count)
        for hook in self.user_pre_hooks:
            result = hook(self.module, self.grad_outputs)
            if result is None:
                continue
            result = _result_tuple(result)
            if len(result) != len(self.grad_outputs):
                raise RuntimeError(
                    "Backward pre hook returned an invalid number of grad_output, "
                    f"got {len(result)}, but expected {len(self.grad_outputs)}"
                )
            self.grad_outputs = result
        grads = self.grad_outputs
        if self.input_node is None:
            # nothing below needs a gradient: the hooks see this module's outputs only
            for hook in self.user_hooks:
                result = hook(self.module, (None,) * self.input_count, grads)
                if result is not None and not (isinstance(result, tuple) and all(item is None for item in result)):
                    raise RuntimeError(
                        "Backward hook for Modules where no input requires "
                        "gradient should always return None or None for all gradients."
                    )
            self.grad_outputs = None
        return _gathered(grads, self.output_places)

    def _on_grad_inputs(self, grad_input, _):
        if self.grad_outputs is None:
            raise RuntimeError(
                "Module backward hook for grad_input is called before the grad_output one. "
                "This happens because the gradient in your nn.Module flows to the Module's input without "
                "passing through the Module's output. Make sure that the output depends on the input and "
                "that the loss is computed based on the output."
            )
        grads = _spread(grad_input, self.input_places, self.input_count)
        for hook in self.user_hooks:
            result = _result_tuple(hook(self.module, grads, self.grad_outputs))
            if result is None:
                continue
            if len(result) != len(grads):
                raise RuntimeError(
                    "Backward hook returned an invalid number of grad_input, "
                    f"got {len(result)}, but expected {len(grads)}"
                )
            grads = result
        self.grad_outputs = None
        return _gathered(grads, self.input_places)
