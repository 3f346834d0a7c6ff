"""Do two tensors agree, and is a gradient right?"""

import copy
import inspect
import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from .agreement import TOLERANCES, common_float_type, comparison_part, comparison_result, compare_values, element_error
from .arguments import argument_texts, expression, is_sequence, numbers_of, tensor_values, text_of, tolerance_of
from .display import Comparison, GradientCheck, GradientTerms, head, show
from .formatting import format_count, format_number, format_ulp, plural, rounded, shape_text
from .rows import choose_rows, input_of, row_label, row_norm_of, row_statistics
from .statistics import fixed_normals, sample_indices


def compare(a, b, atol=None, rtol=None, title=None):
    """Shows how far two tensors that should agree are apart: absolute, relative and ulp errors, and where the worst one is."""
    texts = argument_texts()
    first, second = numbers_of(a, "compare(): argument 'a'"), numbers_of(b, "compare(): argument 'b'")
    if first.shape != second.shape:
        raise ValueError(f"compare(): shapes must be equal, but are {shape_text(first.shape)} and {shape_text(second.shape)}")
    dtype = common_float_type(first.dtype, second.dtype)
    atol = TOLERANCES[dtype][0] if atol is None else tolerance_of(atol, "compare(): argument 'atol'")
    rtol = TOLERANCES[dtype][1] if rtol is None else tolerance_of(rtol, "compare(): argument 'rtol'")
    data = compare_values(first.values, second.values, first.shape, dtype, atol, rtol)
    labels = texts.label(0, "a", "a"), texts.label(1, "b", "b")
    notes = [] if first.dtype == second.dtype else [f"Ulps are counted in {dtype}, the coarser of {first.dtype} and {second.dtype}."]
    shown = text_of(title, "compare(): argument 'title'")
    payload = {
        **head("compare", f"{labels[0]} and {labels[1]}" if shown is None else shown, notes),
        "first": {"label": labels[0], "role": None},
        "second": {"label": labels[1], "role": None},
        "comparison": data,
    }
    sentence, attributes = comparison_result(data)
    worst = element_error(data["worst"][0], *labels) if data["worst"] else None
    return show(payload, sentence, Comparison, data["ok"], **attributes, worst=worst)


@dataclass
class _Variable:
    """A tensor to differentiate by: the float64 copy that is passed to f."""

    name: str
    kind: str
    copy: torch.Tensor


_where = "check_gradients()"


def check_gradients(f, *inputs, manual=None, eps=1e-6, atol=1e-5, rtol=0.001, max_elements=16384, title=None):
    """Checks the gradients of f by every input and parameter against central differences, element by element."""
    texts = argument_texts()
    if not callable(f):
        raise TypeError(f"{_where}: argument 'f' must be a function or a module, not {type(f).__name__}")
    step = tolerance_of(eps, f"{_where}: argument 'eps'")
    if step == 0:
        raise ValueError(f"{_where}: argument 'eps' must be positive")
    atol, rtol = tolerance_of(atol, f"{_where}: argument 'atol'"), tolerance_of(rtol, f"{_where}: argument 'rtol'")
    if not isinstance(max_elements, int):
        raise TypeError(f"{_where}: argument 'max_elements' must be an int, not {type(max_elements).__name__}")
    if max_elements < 1:
        raise ValueError(f"{_where}: argument 'max_elements' must be positive, but is {max_elements}")
    name = type(f).__name__ if isinstance(f, nn.Module) else getattr(f, "__name__", type(f).__name__)
    notes = []
    f, args, variables = _prepare(f, inputs, texts, notes)
    if not variables:
        raise ValueError(f"{_where}: there is nothing to differentiate by: no argument is a floating point tensor")
    with torch.enable_grad():
        outputs = _outputs_of(f(*args))
    weights = [_weights_of(output, manual, len(args), i) for i, output in enumerate(outputs)]
    with torch.no_grad():
        again = _outputs_of(f(*args))
    if len(again) != len(outputs) or not all(np.array_equal(tensor_values(a), tensor_values(b), equal_nan=True) for a, b in zip(outputs, again)):
        raise ValueError(f"{_where}: f gives different values for the same input (random numbers, dropout?): its gradient has no numerical check")
    gradients = _automatic(outputs, weights, variables) if manual is None else _by_hand(manual, outputs, weights, args, variables)
    label = "analytic" if manual is None else "manual"
    tensors, analytic, numeric = [], {}, {}
    for variable, gradient in zip(variables, gradients):
        if gradient is _SKIPPED:
            notes.append(f"{variable.name}: manual gave None, so its gradient was not checked.")
            continue
        total = variable.copy.numel()
        positions = sample_indices(total, max_elements)
        if len(positions) < total:
            notes.append(f"{variable.name}: {format_count(len(positions))} of {format_count(total)} elements were checked, spread evenly; max_elements sets how many.")
        measured = _central_differences(lambda: _outputs_of(f(*args)), variable.copy, weights, step, positions)
        whole = np.zeros(total) if gradient is None else tensor_values(gradient)
        data = compare_values(
            whole[positions],
            measured,
            tuple(variable.copy.shape),
            "float64",
            atol,
            rtol,
            positions,
            points=max(100, 1200 // len(variables)),
            blocks=24 if len(variables) > 8 else 48,
        )
        tensors.append({"name": variable.name, "kind": variable.kind, "comparison": data})
        spread = np.full(total, math.nan)
        spread[positions] = measured
        analytic[variable.name] = torch.tensor(whole).reshape(variable.copy.shape)
        numeric[variable.name] = torch.tensor(spread).reshape(variable.copy.shape)
    ok = all(tensor["comparison"]["ok"] for tensor in tensors)
    shown = text_of(title, f"{_where}: argument 'title'")
    payload = {
        **head("check_gradients", f"Gradients of {name}" if shown is None else shown, notes),
        "function": name,
        "ok": ok,
        "eps": step,
        "source": "autograd" if manual is None else "manual",
        "tensors": tensors,
    }
    return _result(payload, ok, tensors, label, analytic, numeric)


def _result(payload, ok, tensors, label, analytic, numeric):
    largest = lambda key: max([0.0, *(tensor["comparison"][key] for tensor in tensors)])
    failing = next((tensor for tensor in tensors if not tensor["comparison"]["ok"]), None)
    worst = failing or max(tensors, key=lambda tensor: tensor["comparison"]["maxRelative"], default=None)
    element = None
    if worst is not None and worst["comparison"]["worst"]:
        element = element_error(worst["comparison"]["worst"][0], label, "numeric", worst["name"], tensor=worst["name"])
    wrong = "" if ok or worst is None else f", wrong: {worst['name']}"
    sentence = f"{'ok' if ok else 'not ok'}: {plural(len(tensors), 'gradient')}, max abs {format_number(largest('maxAbsolute'), 3)}, max {format_ulp(largest('maxUlp'))} ulp{wrong}"
    return show(
        payload,
        sentence,
        GradientCheck,
        ok,
        ok=ok,
        max_abs=largest("maxAbsolute"),
        max_rel=largest("maxRelative"),
        max_ulp=largest("maxUlp"),
        worst=element,
        tensors={tensor["name"]: comparison_part(tensor["comparison"], label, "numeric") for tensor in tensors},
        analytic=analytic,
        numeric=numeric,
    )


def leaf_copy(tensor, dtype=None):
    return tensor.detach().to(dtype or tensor.dtype).clone(memory_format=torch.contiguous_format).requires_grad_()


def _prepare(f, inputs, texts, notes):
    """Float64 copies of the inputs (and, of a module, of itself), so that the user's own tensors and gradients stay as they are."""
    variables, args = [], []
    for i, value in enumerate(inputs):
        if not isinstance(value, torch.Tensor) or not value.is_floating_point():
            args.append(value)
            continue
        text = expression(texts.positional[i + 1]) if i + 1 < len(texts.positional) else None
        name = text if text is not None and len(text) <= 24 else f"input {i + 1}"
        if value.dtype != torch.float64:
            notes.append(f"{name} is {str(value.dtype)[6:]}: it was checked on a float64 copy.")
        args.append(leaf_copy(value, torch.float64))
        variables.append(_Variable(name, "input", args[-1]))
    if isinstance(f, nn.Module):
        f = copy.deepcopy(f).double()
        variables += [_Variable(name, "parameter", parameter) for name, parameter in f.named_parameters() if parameter.requires_grad]
    return f, args, variables


def _outputs_of(value):
    items = [value] if isinstance(value, torch.Tensor) else value if isinstance(value, (tuple, list)) else []
    tensors = [item for item in items if isinstance(item, torch.Tensor) and item.is_floating_point()]
    if not tensors:
        raise TypeError(f"{_where}: f must return a floating point tensor or a tuple of them, not {type(value).__name__}")
    return tensors


def _weights_of(output, manual, input_count, position):
    """A scalar output counts as it is; others are weighed by fixed random numbers, so that no error can cancel another."""
    if output.dim() == 0 or (manual is not None and not _takes_grad_output(manual, input_count)):
        return np.ones(output.numel())
    return fixed_normals(output.numel(), position + 1)


def _takes_grad_output(manual, input_count):
    """Whether `manual` is called with the gradient of the output first. Tensors, and a function of the inputs only, are not."""
    if not callable(manual):
        return False
    if not inspect.isfunction(manual):
        return True
    parameters = inspect.signature(manual).parameters.values()
    positional = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    required = sum(p.default is p.empty for p in positional)
    return any(p.kind == p.VAR_POSITIONAL for p in parameters) or required > input_count or len(positional) > input_count


_SKIPPED = object()


def _as_output(weight, output):
    return torch.tensor(weight, dtype=output.dtype).reshape(output.shape)


def _automatic(outputs, weights, variables):
    recorded = [(output, _as_output(weight, output)) for output, weight in zip(outputs, weights) if output.requires_grad]
    if not recorded:
        return [None] * len(variables)
    heads, upstream = zip(*recorded)
    return torch.autograd.grad(heads, [variable.copy for variable in variables], upstream, allow_unused=True)


def _by_hand(manual, outputs, weights, args, variables):
    given = manual
    if callable(manual):
        upstream = [_as_output(weight, output) for output, weight in zip(outputs, weights)]
        with torch.no_grad():
            given = manual(*upstream, *args) if _takes_grad_output(manual, len(args)) else manual(*args)
    gradients = [given] if isinstance(given, torch.Tensor) or given is None else given
    if not is_sequence(gradients):
        raise TypeError(f"{_where}: manual must give a tensor or a tuple of tensors, not {type(given).__name__}")
    if len(gradients) != len(variables):
        names = ", ".join(variable.name for variable in variables)
        raise ValueError(f"{_where}: manual must give {plural(len(variables), 'gradient')} ({names}), but gave {len(gradients)}")
    for gradient, variable in zip(gradients, variables):
        if gradient is None:
            continue
        if not isinstance(gradient, torch.Tensor):
            raise TypeError(f"{_where}: manual's gradient of {variable.name} must be a tensor, not {type(gradient).__name__}")
        if gradient.shape != variable.copy.shape:
            shapes = shape_text(gradient.shape), shape_text(variable.copy.shape)
            raise ValueError(f"{_where}: manual's gradient of {variable.name} has shape {shapes[0]}, but {variable.name} has {shapes[1]}")
    return [_SKIPPED if gradient is None else gradient for gradient in gradients]


def _central_differences(evaluate, tensor, weights, eps, positions):
    """Outputs are subtracted element by element before they are summed: what does not depend on the element cancels exactly."""
    flat = tensor.detach().view(-1)
    found = np.empty(len(positions))
    with torch.no_grad():
        for k, i in enumerate(positions):
            value = flat[i].item()
            try:
                flat[i] = value + eps
                high = flat[i].item()
                above = [tensor_values(output) for output in evaluate()]
                flat[i] = value - eps
                step = high - flat[i].item()
                below = [tensor_values(output) for output in evaluate()]
            finally:
                flat[i] = value
            found[k] = sum(_weighted(a - b, weight) for a, b, weight in zip(above, below, weights)) / step
    return found


def _weighted(difference, weight):
    moved = difference != 0
    return float(np.sum(difference[moved] * weight[moved]))


def gradient_terms(norm, x, grad_y, rows=None, title=None):
    """Splits the gradient of a norm's input into its direct term, the one through the mean and the one through the variance."""
    where = "gradient_terms()"
    parts = row_norm_of(norm, x, where)
    values = input_of(x, parts, where)
    upstream = numbers_of(grad_y, f"{where}: argument 'grad_y'")
    if upstream.shape != tuple(x.shape):
        raise ValueError(f"{where}: grad_y must have the shape of x, {shape_text(x.shape)}, but has {shape_text(upstream.shape)}")
    mean, variance = row_statistics(values, parts.kind)
    rstd = 1 / np.sqrt(variance + parts.eps)
    x_hat = (values - mean) * rstd
    g = upstream.values.reshape(values.shape) * (1.0 if parts.gamma is None else parts.gamma)
    rms = parts.kind == "rms"
    terms = {
        "direct": g * rstd,
        "mean": np.broadcast_to(-(0.0 if rms else g.mean(axis=1, keepdims=True)) * rstd, values.shape),
        "variance": -x_hat * (g * x_hat).mean(axis=1, keepdims=True) * rstd,
    }
    terms["total"] = terms["direct"] + terms["mean"] + terms["variance"]
    total = terms["total"]
    norms = {name: float(np.sqrt(np.sum(term**2))) for name, term in terms.items()}
    chosen = choose_rows(rows, len(values))
    shown = min(parts.size, 128)
    notes = [f"The first {shown} of {parts.size} features are shown."] if parts.size > shown else []
    if rows is None and len(chosen) < len(values):
        notes.append(f"The first {len(chosen)} of {len(values)} rows are shown.")
    formula = (
        "dx = (g − x̂ · mean(g · x̂)) / √(ms + ε),  g = γ · dL/dy"
        if rms
        else "dx = (g − mean(g) − x̂ · mean(g · x̂)) / √(σ² + ε),  g = γ · dL/dy"
    )
    text = text_of(title, f"{where}: argument 'title'")
    payload = {
        **head("gradient_terms", f"The gradient through {type(norm).__name__}, in its terms" if text is None else text, notes),
        "formula": [formula],
        "rows": [
            {"label": row_label(r, tuple(x.shape), len(parts.normalized_shape)), **{name: rounded(term[r, :shown]) for name, term in terms.items()}}
            for r in chosen
        ],
        "rowTotal": len(values),
        "norms": norms,
        "largestSum": float(np.max(np.abs(total.sum(axis=1)), initial=0.0)),
        "largestProjection": float(np.max(np.abs((total * x_hat).sum(axis=1)), initial=0.0)),
        "features": [str(i) for i in range(shown)],
    }
    tensor = lambda name: torch.tensor(np.ascontiguousarray(terms[name])).reshape(x.shape)
    sentence = f"direct {format_number(norms['direct'])}, mean {format_number(norms['mean'])}, variance {format_number(norms['variance'])}, dx {format_number(norms['total'])}"
    return show(
        payload,
        sentence,
        GradientTerms,
        direct=tensor("direct"),
        mean=tensor("mean"),
        variance=tensor("variance"),
        dx=tensor("total"),
        max_sum=payload["largestSum"],
    )
