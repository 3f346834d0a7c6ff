"""The worked example."""

import numpy as np
import torch

from .arguments import tensor_values, text_of
from .display import Steps, head, show
from .formatting import format_number, plural, rounded
from .rows import choose_rows, input_of, row_label, row_norm_of, row_statistics

_formulas = {
    "layer": ["μ = mean(x)", "σ² = mean((x − μ)²)", "x̂ = (x − μ) / √(σ² + ε)"],
    "rms": ["ms = mean(x²)", "x̂ = x / √(ms + ε)"],
}


def steps(norm, x, rows=None, title=None):
    """Shows a layer norm or RMS norm at work on chosen rows, step by step, with every intermediate value."""
    where = "steps()"
    parts = row_norm_of(norm, x, where)
    values = input_of(x, parts, where)
    with torch.no_grad():
        output = norm(x)
    y = tensor_values(output)
    if len(y) != values.size:
        raise ValueError(f"{where}: the norm must give as many values as x has, {values.size}, but gave {len(y)}")
    y = y.reshape(values.shape)
    mean, variance = row_statistics(values, parts.kind)
    std = np.sqrt(variance + parts.eps)
    centred = values - mean
    x_hat = centred / std
    chosen = choose_rows(rows, len(values))
    shown = min(parts.size, 64)
    notes = [f"The first {shown} of {parts.size} features are shown."] if parts.size > shown else []
    if rows is None and len(values) > len(chosen):
        notes.append(f"The first {len(chosen)} of {len(values)} rows are shown; rows=[...] chooses others.")
    rms = parts.kind == "rms"
    shape = tuple(x.shape)

    def row(r):
        column = lambda symbol, name, data, role=None: {"symbol": symbol, "name": name, "role": role, "values": rounded(data[:shown], 8)}
        scalar = lambda symbol, name, data: {"symbol": symbol, "name": name, "value": float(data[r, 0])}
        scalars = (
            [scalar("ms", "mean square", variance), scalar("√(ms + ε)", "root mean square", std)]
            if rms
            else [scalar("μ", "mean", mean), scalar("σ²", "variance", variance), scalar("√(σ² + ε)", "standard deviation", std)]
        )
        columns = [column("x", "input", values[r], "before")]
        columns += [] if rms else [column("x − μ", "centred", centred[r])]
        columns += [column("x̂", "normalized", x_hat[r])]
        columns += [] if parts.gamma is None else [column("γ", "scale", parts.gamma)]
        columns += [] if parts.beta is None else [column("β", "shift", parts.beta)]
        return {"label": row_label(r, shape, len(parts.normalized_shape)), "scalars": scalars, "columns": [*columns, column("y", "output", y[r], "after")]}

    scale = f"y = {'' if parts.gamma is None else 'γ '}x̂{'' if parts.beta is None else ' + β'}"
    name = type(norm).__name__
    text = text_of(title, f"{where}: argument 'title'")
    payload = {
        **head("steps", f"{name}, step by step" if text is None else text, notes),
        "norm": repr(norm),
        "formula": [*_formulas[parts.kind], scale, f"ε = {format_number(parts.eps)}"],
        "features": [str(i) for i in range(shown)],
        "rows": [row(r) for r in chosen],
    }
    lead = shape[: len(shape) - len(parts.normalized_shape)]
    per_row = lambda data: torch.tensor(data).reshape(*lead, *(1 for _ in parts.normalized_shape))
    per_element = lambda data: torch.tensor(data).reshape(shape)
    middle = {"ms": per_row(variance)} if rms else {"mean": per_row(mean), "var": per_row(variance), "centered": per_element(centred)}
    return show(
        payload,
        f"{name}, {plural(len(values), 'row')} of {parts.size}",
        Steps,
        **middle,
        std=per_row(std),
        rstd=per_row(1 / std),
        x_hat=per_element(x_hat),
        y=output,
    )
