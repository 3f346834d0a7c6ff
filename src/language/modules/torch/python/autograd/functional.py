"""Jacobians and Hessians of functions, as torch.autograd.functional."""

import torch


def _as_tuple(value, arg_name, fn_name):
    if isinstance(value, tuple):
        return True, value
    if isinstance(value, list):
        return True, tuple(value)
    if not isinstance(value, torch.Tensor):
        raise TypeError(
            f"The {arg_name} given to {fn_name} must be either a Tensor or a tuple of Tensors "
            f"but the given {arg_name} has type {type(value)}."
        )
    return False, (value,)


def _prepared(inputs, create_graph):
    prepared = []
    for value in inputs:
        if create_graph and value.requires_grad:
            prepared.append(value.view_as(value))
        else:
            prepared.append(value.detach().requires_grad_())
    return tuple(prepared)


def _finished(values, create_graph):
    return values if create_graph else tuple(value.detach() for value in values)


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy="reverse-mode"):
    """The Jacobian of func: shape output.shape + input.shape, one for each output and input."""
    with torch.enable_grad():
        is_inputs_tuple, inputs = _as_tuple(inputs, "inputs", "jacobian")
        inputs = _prepared(inputs, create_graph)
        is_outputs_tuple, outputs = _as_tuple(func(*inputs), "outputs", "jacobian")
        rows = []
        for output in outputs:
            columns = [[] for _ in inputs]
            flat = output.reshape(-1)
            for j in range(flat.numel()):
                if flat.requires_grad:
                    grads = torch.autograd.grad(
                        flat[j], inputs, retain_graph=True, create_graph=create_graph, allow_unused=True
                    )
                else:
                    grads = (None,) * len(inputs)
                for column, grad, value in zip(columns, grads, inputs):
                    column.append(torch.zeros_like(value) if grad is None else grad)
            rows.append(
                tuple(
                    torch.stack(column, dim=0).view(output.size() + value.size())
                    if column
                    else torch.zeros(output.size() + value.size(), dtype=output.dtype)
                    for column, value in zip(columns, inputs)
                )
            )
        rows = [_finished(row, create_graph) for row in rows]
    if is_outputs_tuple:
        return tuple(row if is_inputs_tuple else row[0] for row in rows)
    return rows[0] if is_inputs_tuple else rows[0][0]


def hessian(func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy="reverse-mode"):
    """The Hessian of a scalar function: shape input.shape + input.shape, one for each pair of inputs."""
    is_inputs_tuple, inputs = _as_tuple(inputs, "inputs", "hessian")

    def scalar(*values):
        output = func(*values)
        if not isinstance(output, torch.Tensor):
            raise RuntimeError("The function given to hessian should return a single Tensor")
        if output.numel() != 1:
            raise RuntimeError("The Tensor returned by the function given to hessian should contain a single element")
        return output.squeeze()

    def gradients(*values):
        result = jacobian(scalar, values, create_graph=True)
        return tuple(result)

    result = jacobian(gradients, inputs, create_graph=create_graph)
    return result if is_inputs_tuple else result[0][0]


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    """The function's value, and the product of a vector with its Jacobian."""
    with torch.enable_grad():
        is_inputs_tuple, inputs = _as_tuple(inputs, "inputs", "vjp")
        inputs = _prepared(inputs, create_graph)
        is_outputs_tuple, outputs = _as_tuple(func(*inputs), "outputs", "vjp")
        if v is None:
            if len(outputs) != 1 or outputs[0].nelement() != 1:
                raise RuntimeError(
                    "The vector v can only be None if the user-provided function returns a single Tensor with a "
                    "single element."
                )
            vectors = None
        else:
            vectors = _as_tuple(v, "v", "vjp")[1]
        grads = torch.autograd.grad(outputs, inputs, vectors, create_graph=create_graph, allow_unused=True)
        grads = tuple(torch.zeros_like(x) if grad is None else grad for grad, x in zip(grads, inputs))
    outputs, grads = _finished(outputs, create_graph), _finished(grads, create_graph)
    return outputs if is_outputs_tuple else outputs[0], grads if is_inputs_tuple else grads[0]


def jvp(func, inputs, v=None, create_graph=False, strict=False):
    """The function's value, and the product of its Jacobian with a vector (by the double-backward trick)."""
    with torch.enable_grad():
        is_inputs_tuple, inputs = _as_tuple(inputs, "inputs", "jvp")
        inputs = _prepared(inputs, create_graph)
        vectors = tuple(torch.ones_like(x) for x in inputs) if v is None else _as_tuple(v, "v", "jvp")[1]
        is_outputs_tuple, outputs = _as_tuple(func(*inputs), "outputs", "jvp")
        probes = tuple(torch.zeros_like(output, requires_grad=True) for output in outputs)
        grads = torch.autograd.grad(outputs, inputs, probes, create_graph=True, allow_unused=True)
        used = [(grad, vector) for grad, vector in zip(grads, vectors) if grad is not None]
        products = torch.autograd.grad(
            [grad for grad, _ in used], probes, [vector for _, vector in used], create_graph=create_graph,
            allow_unused=True,
        )
        products = tuple(
            torch.zeros_like(output) if product is None else product for product, output in zip(products, outputs)
        )
    outputs, products = _finished(outputs, create_graph), _finished(products, create_graph)
    if is_outputs_tuple:
        return outputs, products
    return outputs[0], products[0]


def hvp(func, inputs, v=None, create_graph=False, strict=False):
    """The function's value, and the product of its Hessian with a vector."""
    is_inputs_tuple, values = _as_tuple(inputs, "inputs", "hvp")
    vectors = None if v is None else _as_tuple(v, "v", "hvp")[1]

    with torch.enable_grad():
        prepared = _prepared(values, create_graph)
        output = func(*prepared)
        grads = torch.autograd.grad(output, prepared, create_graph=True, allow_unused=True)
        grads = tuple(torch.zeros_like(x) if grad is None else grad for grad, x in zip(grads, prepared))
        if vectors is None:
            vectors = tuple(torch.ones_like(x) for x in prepared)
        products = torch.autograd.grad(grads, prepared, vectors, create_graph=create_graph, allow_unused=True)
        products = tuple(torch.zeros_like(x) if product is None else product for product, x in zip(products, prepared))
    products = _finished(products, create_graph)
    return (output if create_graph else output.detach()), products if is_inputs_tuple else products[0]


def vhp(func, inputs, v=None, create_graph=False, strict=False):
    """The function's value, and the product of a vector with its Hessian."""
    return hvp(func, inputs, v, create_graph, strict)
