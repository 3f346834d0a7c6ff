"""What flows through a model, forward and backward."""

import numpy as np
import torch
from torch import nn

from .arguments import number_of, tensor_values, text_of
from .checks import leaf_copy
from .display import Trace, TraceModule, head, show
from .distributions import statistics_of
from .formatting import plural, round_digits
from .rows import kind_of, row_norm_of, row_statistics
from .statistics import compact, describe, euclidean_norm, fixed_normals, merge_bins

_where = "trace()"
_MODULES = 512
# They pass their last child's output on: a row of their own would say it twice.
_containers = (nn.Sequential, nn.ModuleList, nn.ModuleDict)
# The ends of activations that flatten out.
_bounded = {"Tanh": (-1, 1), "Hardtanh": (-1, 1), "Softsign": (-1, 1), "Sigmoid": (0, 1), "Hardsigmoid": (0, 1)}


def trace(model, *inputs, loss=None, recompute=None, title=None):
    """Shows what flows through a model: each submodule's output and the gradient that arrives there, against depth.

    `recompute` is a matter of memory in notebooks; here all activations are kept.
    """
    if not isinstance(model, nn.Module):
        raise TypeError(f"{_where}: argument 'model' must be an nn.Module, not {type(model).__name__}")
    if not inputs:
        raise TypeError(f"{_where} needs the model's input: trace(model, x)")
    if loss is not None and not callable(loss):
        raise TypeError(f"{_where}: argument 'loss' must be a function of the model's output, not {type(loss).__name__}")
    recorder = _Recorder()
    notes = []
    with torch.enable_grad():
        try:
            recorder.attach(model)
            value = _run(model, inputs, loss, notes)
        finally:
            recorder.detach()
    if recorder.left:
        notes.append(f"The first {_MODULES} calls are shown; {recorder.left} more are left out.")
    _bound(recorder.records)
    first = _first_loss(recorder)
    name = type(model).__name__
    text = text_of(title, f"{_where}: argument 'title'")
    payload = {
        **head("trace", f"What flows through {name}" if text is None else text, notes),
        "model": name,
        "loss": value,
        "modules": recorder.records,
        "firstNotFinite": first,
    }
    parts = [_part(record) for record in recorder.records]
    sentence = f"{plural(len(parts), 'module')} of {name}{'' if first is None else f', first {first_text(first)}'}"
    return show(
        payload,
        sentence,
        Trace,
        first is None,
        ok=first is None,
        modules=parts,
        by_name={part.name: part for part in parts},
        names=[part.name for part in parts],
        mean=[record["forward"]["statistics"]["mean"] for record in recorder.records],
        std=[record["forward"]["statistics"]["std"] for record in recorder.records],
        grad_norm=[part.grad_norm for part in parts],
        first_bad=None if first is None else first["module"],
    )


def first_text(first):
    return f"{first['what']} at {first['module']}"


def _run(model, inputs, loss, notes):
    """The forward and the backward pass, on copies of the inputs; parameters and their .grad stay as they are."""
    floating = lambda value: isinstance(value, torch.Tensor) and value.is_floating_point()
    args = [leaf_copy(value) if floating(value) else value for value in inputs]
    output = model(*args)
    sources = [value for value in args if floating(value)] + [p for p in model.parameters() if p.requires_grad]
    value = None
    if loss is not None:
        target = loss(output)
        value = number_of(target)
        if value is None or not isinstance(target, torch.Tensor):
            raise ValueError(f"{_where}: the loss must give a tensor of one element, but gave {type(target).__name__}")
        weights = torch.ones_like(target)
    else:
        target = _first_tensor(output)
        if target is None:
            raise TypeError(f"{_where}: the model must give a tensor, not {type(output).__name__}; or pass loss=...")
        weights = torch.tensor(fixed_normals(target.numel(), 1), dtype=target.dtype).reshape(target.shape)
        notes.append("No loss was given: gradients are of a fixed random weighting of the output.")
    if not sources or not target.requires_grad:
        notes.append("Nothing requires a gradient: only the forward pass is shown.")
        return value
    torch.autograd.grad([target], sources, [weights], allow_unused=True)
    return value


def _first_tensor(value):
    if isinstance(value, torch.Tensor):
        return value if value.is_floating_point() else None
    items = value if isinstance(value, (tuple, list)) else []
    return next((found for found in map(_first_tensor, items) if found is not None), None)


class _Recorder:
    """Hooks on every submodule: each output is described as it passes, so that memory does not grow with the model."""

    def __init__(self):
        self.records, self.left, self.arrivals = [], 0, []
        self._handles, self._calls = [], {}

    def attach(self, model):
        modules = list(model.named_modules())
        for name, module in modules:
            # A model of one module is shown as that module.
            if len(modules) > 1 if name == "" else isinstance(module, _containers):
                continue
            self._handles.append(module.register_forward_hook(self._hook(name or type(module).__name__)))

    def detach(self):
        for handle in self._handles:
            handle.remove()

    def _hook(self, name):
        def hook(module, args, output):
            self._record(name, module, args, output)

        return hook

    def _record(self, name, module, args, output):
        tensor = _first_tensor(output)
        if tensor is None:
            return
        if len(self.records) >= _MODULES:
            self.left += 1
            return
        call = self._calls[name] = self._calls.get(name, 0) + 1
        kind = type(module).__name__
        values = tensor_values(tensor)
        record = {
            "name": name if call == 1 else f"{name} (call {call})",
            "type": kind,
            "shape": list(tensor.shape),
            "forward": _flow(values),
            "backward": None,
            **_norm_shares(module, args),
            "dead": round_digits(_dead_share(values, tensor.shape[-1] if tensor.dim() else 1), 5),
            "saturated": round_digits(_saturated_share(values, *_bounded[kind]), 5) if kind in _bounded else None,
        }
        self.records.append(record)
        if tensor.requires_grad:

            def arrived(gradient):
                record["backward"] = _flow(tensor_values(gradient))
                self.arrivals.append(record)

            tensor.register_hook(arrived)


def _flow(values):
    statistics, histogram = describe(values)
    found = compact({"label": "", "statistics": statistics, "histogram": histogram})
    return {**found, "norm": euclidean_norm(values, statistics)}


def _bound(records):
    """All bins while modules are few; a figure of many stays bounded."""
    bins = 60 if len(records) <= 48 else 40 if len(records) <= 160 else 24
    for record in records:
        for flow in (record["forward"], record["backward"]):
            if flow is not None:
                flow["histogram"] = merge_bins(flow["histogram"], bins)


def _norm_shares(module, args):
    """The mean over rows of rstd, and of the share of eps in var + eps, where the module is a norm of rows."""
    x = args[0] if args else None
    if kind_of(module) is None or not isinstance(x, torch.Tensor) or x.numel() == 0:
        return {"rstd": None, "epsShare": None}
    norm = row_norm_of(module, x, _where)
    _, variance = row_statistics(tensor_values(x).reshape(-1, norm.size), norm.kind)
    with np.errstate(all="ignore"):
        rstd = float(np.mean(1 / np.sqrt(variance + norm.eps)))
        share = float(np.mean(norm.eps / (variance + norm.eps)))
    return {"rstd": round_digits(rstd), "epsShare": round_digits(share)}


def _dead_share(values, features):
    """The share of features (of the last dimension) that are zero in every row; 0 where one row says nothing."""
    if features == 0 or len(values) <= features:
        return 0
    return float(np.mean((values.reshape(-1, features) == 0).all(axis=0)))


def _saturated_share(values, low, high):
    """The share of values within 1% of either end."""
    margin = (high - low) / 100
    return float(np.mean((values <= low + margin) | (values >= high - margin))) if len(values) else 0


def _first_loss(recorder):
    """The module whose output is the first with NaN or infinities; where all outputs are finite, the one whose gradient is."""
    for records, direction in ((recorder.records, "forward"), (recorder.arrivals, "backward")):
        for record in records:
            statistics = record[direction]["statistics"]
            what = "NaN" if statistics["nan"] else "infinity" if statistics["positiveInfinity"] + statistics["negativeInfinity"] else None
            if what:
                return {"module": record["name"], "direction": direction, "what": what}
    return None


def _part(record):
    backward = record["backward"]
    return TraceModule(
        f"{record['name']} ({record['type']})",
        name=record["name"],
        type=record["type"],
        shape=tuple(record["shape"]),
        output=statistics_of({**record["forward"], "label": record["name"]}),
        gradient=None if backward is None else statistics_of({**backward, "label": record["name"]}),
        grad_norm=None if backward is None else backward["norm"],
        rstd=record["rstd"],
        eps_share=record["epsShare"],
        dead=record["dead"],
        saturated=record["saturated"],
    )
