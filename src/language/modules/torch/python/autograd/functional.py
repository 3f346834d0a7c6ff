"""Jacobians and Hessians of functions, as torch.autograd.functional."""

import torch

_result = "outputs of the user-provided function"


def _as_tuple(value, what, caller):
    is_tuple = isinstance(value, tuple)
    items = value if is_tuple else (value,)
    for i, item in enumerate(items):
        if not isinstance(item, torch.Tensor):
            which = f"value at index {i}" if is_tuple else f"given {what}"
            raise TypeError(
                f"The {what} given to {caller} must be either a Tensor or a tuple of Tensors but the {which} has type "
                f"{type(item)}."
            )
    return is_tuple, items


def _unwrapped(values, is_tuple):
    return values if is_tuple else values[0]


def _prepared(tensors, create_graph, tracked=True):
    return tuple(
        tensor.view_as(tensor) if create_graph and tensor.requires_grad else tensor.detach().requires_grad_(tracked)
        for tensor in tensors
    )


def _finished(values, create_graph):
    return tuple(values) if create_graph else tuple(value.detach() for value in values)


def _vectors(v, likes, is_tuple, caller, create_graph):
    vectors = _prepared(_as_tuple(v, "v", caller)[1], create_graph, tracked=False)
    if len(likes) != len(vectors):
        if is_tuple:
            raise RuntimeError(f"v is a tuple of invalid length: should be {len(likes)} but got {len(vectors)}.")
        raise RuntimeError("The given v should contain a single Tensor.")
    for i, (vector, like) in enumerate(zip(vectors, likes)):
        if vector.size() != like.size():
            entry = f"Entry {i} in " if is_tuple else ""
            raise RuntimeError(f"{entry}v has invalid size: should be {like.size()} but got {vector.size()}.")
    return vectors


def _input_vectors(v, inputs, is_tuple, caller, create_graph):
    if v is not None:
        return _vectors(v, inputs, is_tuple, caller, create_graph)
    if len(inputs) != 1 or inputs[0].nelement() != 1:
        raise RuntimeError(
            "The vector v can only be None if the input to the user-provided function is a single Tensor with a "
            "single element."
        )
    return None


_untracked = {
    "outputs": (
        "Output {i} of the user-provided function does not require gradients. The outputs must be computed in a "
        "differentiable manner from the input when running in strict mode."
    ),
    "grad_inputs": (
        "The gradient with respect to input {i} is independent of the inputs of the user-provided function. This is not "
        "allowed in strict mode."
    ),
    "jacobian": (
        "While computing the hessian, found that the jacobian of the user-provided function with respect to input {i} is "
        "independent of the input. This is not allowed in strict mode. You should ensure that your function is twice "
        "differentiable and that the jacobian depends on the inputs (this would be violated by a linear function for "
        "example)."
    ),
    "hessian": (
        "The hessian of the user-provided function with respect to input {i} is independent of the input. This is not "
        "allowed in strict mode. You should ensure that your function is thrice differentiable and that the hessian "
        "depends on the inputs."
    ),
}
_independent = {
    "back": "The output of the user-provided function is independent of input {i}. This is not allowed in strict mode.",
    "back_trick": (
        "The gradient with respect to the input is independent of entry {i} in the grad_outputs when using the "
        "double-backward trick to compute forward mode gradients. This is not allowed in strict mode."
    ),
    "double_back": (
        "The jacobian of the user-provided function is independent of input {i}. This is not allowed in strict mode."
    ),
    "double_back_trick": (
        "The hessian of the user-provided function is independent of entry {i} in the grad_jacobian. This is not allowed "
        "in strict mode as it prevents from using the double backward trick to replace forward mode AD."
    ),
}


def _check_tracked(tensors, kind, strict):
    if not strict:
        return
    for i, tensor in enumerate(tensors):
        if tensor is None:
            raise RuntimeError(_independent["back"].format(i=i))
        if not tensor.requires_grad:
            raise RuntimeError(_untracked[kind].format(i=i))


def _gradients(outputs, inputs, vectors=None, create_graph=False, retain_graph=None):
    pairs = [
        (output, vector)
        for output, vector in zip(outputs, vectors or (None,) * len(outputs))
        if output is not None and output.requires_grad
    ]
    if not pairs:
        return (None,) * len(inputs)
    return torch.autograd.grad(
        [output for output, _ in pairs],
        inputs,
        [vector for _, vector in pairs],
        allow_unused=True,
        create_graph=create_graph,
        retain_graph=retain_graph,
    )


def _without_gaps(grads, likes, strict, create_graph, stage):
    whole = []
    for i, (grad, like) in enumerate(zip(grads, likes)):
        if grad is None:
            if strict:
                raise RuntimeError(_independent[stage].format(i=i))
            grad = torch.zeros_like(like)
        elif strict and create_graph and not grad.requires_grad:
            what = "hessian" if "double" in stage else "jacobian"
            raise RuntimeError(
                f"The {what} of the user-provided function is independent of input {i}. This is not allowed in strict "
                "mode when create_graph=True."
            )
        whole.append(grad)
    return tuple(whole)


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy="reverse-mode"):
    """The Jacobian of func: shape output.shape + input.shape, one for each output and input."""
    assert strategy in ("forward-mode", "reverse-mode"), (
        'Expected strategy to be either "forward-mode" or "reverse-mode". Hint: If your function has more outputs than '
        'inputs, "forward-mode" tends to be more performant. Otherwise, prefer to use "reverse-mode".'
    )
    if strategy == "forward-mode":
        raise NotImplementedError("torch.autograd.functional.jacobian with strategy='forward-mode' is not part of the cell language")
    with torch.enable_grad():
        is_inputs_tuple, inputs = _as_tuple(inputs, "inputs", "jacobian")
        inputs = _prepared(inputs, create_graph)
        is_outputs_tuple, outputs = _as_tuple(func(*inputs), _result, "jacobian")
        _check_tracked(outputs, "outputs", strict)
        rows = []
        for i, output in enumerate(outputs):
            columns = tuple([] for _ in inputs)
            for j in range(output.nelement()):
                grads = _gradients((output.reshape(-1)[j],), inputs, create_graph=create_graph, retain_graph=True)
                for k, (column, grad, value) in enumerate(zip(columns, grads, inputs)):
                    if grad is None:
                        if strict:
                            raise RuntimeError(
                                f"Output {i} of the user-provided function is independent of input {k}. This is not "
                                "allowed in strict mode."
                            )
                        grad = torch.zeros_like(value)
                    elif strict and create_graph and not grad.requires_grad:
                        raise RuntimeError(
                            f"The jacobian of the user-provided function is independent of input {i}. This is not "
                            "allowed in strict mode when create_graph=True."
                        )
                    column.append(grad)
            blocks = (
                torch.stack(column, dim=0).view(output.size() + value.size())
                if column
                else torch.zeros(output.size() + value.size(), dtype=output.dtype)
                for column, value in zip(columns, inputs)
            )
            rows.append(_finished(blocks, create_graph))
    rows = tuple(_unwrapped(row, is_inputs_tuple) for row in rows)
    return _unwrapped(rows, is_outputs_tuple)


def hessian(func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy="reverse-mode"):
    """The Hessian of a scalar function: shape input.shape + input.shape, one for each pair of inputs."""
    is_inputs_tuple, inputs = _as_tuple(inputs, "inputs", "hessian")

    def scalar(*values):
        output = func(*values)
        _check_tracked(_single(output, "hessian", strict), "outputs", strict)
        return output.squeeze()

    def gradients(*values):
        result = jacobian(scalar, values, create_graph=True)
        _check_tracked(result, "jacobian", strict)
        return result

    result = jacobian(gradients, inputs, create_graph=create_graph, strict=strict, strategy=outer_jacobian_strategy)
    return result if is_inputs_tuple else result[0][0]


def _single(output, caller, strict):
    """The one element that a function must give, as a tuple."""
    is_tuple, outputs = _as_tuple(output, _result, caller)
    _check_tracked(outputs, "outputs", strict)
    if is_tuple:
        raise RuntimeError(f"The function given to {caller} should return a single Tensor")
    if outputs[0].nelement() != 1:
        raise RuntimeError(f"The Tensor returned by the function given to {caller} should contain a single element")
    return outputs


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    """The function's value, and the product of a vector with its Jacobian."""
    with torch.enable_grad():
        is_inputs_tuple, inputs = _as_tuple(inputs, "inputs", "vjp")
        inputs = _prepared(inputs, create_graph)
        is_outputs_tuple, outputs = _as_tuple(func(*inputs), _result, "vjp")
        _check_tracked(outputs, "outputs", strict)
        if v is not None:
            v = _vectors(v, outputs, is_outputs_tuple, "vjp", create_graph)
        elif len(outputs) != 1 or outputs[0].nelement() != 1:
            raise RuntimeError(
                "The vector v can only be None if the user-provided function returns a single Tensor with a single "
                "element."
            )
        grads = _gradients(outputs, inputs, v, create_graph=create_graph)
        grads = _without_gaps(grads, inputs, strict, create_graph, "back")
    outputs, grads = _finished(outputs, create_graph), _finished(grads, create_graph)
    return _unwrapped(outputs, is_outputs_tuple), _unwrapped(grads, is_inputs_tuple)


def jvp(func, inputs, v=None, create_graph=False, strict=False):
    """The function's value, and the product of its Jacobian with a vector (by the double-backward trick)."""
    with torch.enable_grad():
        is_inputs_tuple, inputs = _as_tuple(inputs, "inputs", "jvp")
        inputs = _prepared(inputs, create_graph)
        v = _input_vectors(v, inputs, is_inputs_tuple, "jvp", create_graph)
        is_outputs_tuple, outputs = _as_tuple(func(*inputs), _result, "jvp")
        _check_tracked(outputs, "outputs", strict)
        probes = tuple(torch.zeros_like(output, requires_grad=True) for output in outputs)
        grads = _gradients(outputs, inputs, probes, create_graph=True)
        _check_tracked(grads, "grad_inputs", strict)
        products = _gradients(grads, probes, v, create_graph=create_graph)
        products = _without_gaps(products, outputs, strict, create_graph, "back_trick")
    outputs, products = _finished(outputs, create_graph), _finished(products, create_graph)
    return _unwrapped(outputs, is_outputs_tuple), _unwrapped(products, is_outputs_tuple)


def vhp(func, inputs, v=None, create_graph=False, strict=False):
    """The function's value, and the product of a vector with its Hessian."""
    with torch.enable_grad():
        is_inputs_tuple, inputs = _as_tuple(inputs, "inputs", "vhp")
        inputs = _prepared(inputs, create_graph)
        v = _input_vectors(v, inputs, is_inputs_tuple, "vhp", create_graph)
        outputs = _single(func(*inputs), "vhp", strict)
        grads = _gradients(outputs, inputs, create_graph=True)
        _check_tracked(grads, "jacobian", strict)
        products = _gradients(grads, inputs, v, create_graph=create_graph)
        products = _without_gaps(products, inputs, strict, create_graph, "double_back")
    outputs, products = _finished(outputs, create_graph), _finished(products, create_graph)
    return outputs[0], _unwrapped(products, is_inputs_tuple)


def hvp(func, inputs, v=None, create_graph=False, strict=False):
    """The function's value, and the product of its Hessian with a vector."""
    with torch.enable_grad():
        is_inputs_tuple, inputs = _as_tuple(inputs, "inputs", "hvp")
        inputs = _prepared(inputs, create_graph)
        v = _input_vectors(v, inputs, is_inputs_tuple, "hvp", create_graph)
        outputs = _single(func(*inputs), "hvp", strict)
        grads = _gradients(outputs, inputs, create_graph=True)
        _check_tracked(grads, "jacobian", strict)
        probes = tuple(torch.zeros_like(value, requires_grad=True) for value in inputs)
        through = _gradients(grads, inputs, probes, create_graph=True)
        _check_tracked(grads, "hessian", strict)
        products = _gradients(through, probes, v, create_graph=create_graph)
        products = _without_gaps(products, inputs, strict, create_graph, "double_back_trick")
    outputs, products = _finished(outputs, create_graph), _finished(products, create_graph)
    return outputs[0], _unwrapped(products, is_inputs_tuple)
