"""What a second run of a model's forward pass needs, so that it does the same: random draws and buffers as they were."""

import random

import torch
from torch import nn


class State:
    """Before a run and after it. Buffers that the run does not change are left alone."""

    def __init__(self, model, inputs):
        self._generators = _generators()
        self._buffers = [
            (module._buffers, name, buffer, buffer.detach().clone(), buffer._version)
            for module in model.modules()
            for name, buffer in module._buffers.items()
            if buffer is not None
        ]
        self._inputs = [(x, x.detach().clone(), x._version) for x in inputs if isinstance(x, torch.Tensor)]
        self._after = None

    def rewind(self):
        """As before the first run."""
        if self._after is None:
            self._changed = [entry for entry in self._buffers if entry[0].get(entry[1]) is not entry[2] or entry[2]._version != entry[4]]
            self._inputs = [(x, before) for x, before, version in self._inputs if x._version != version]
        self._after = (_generators(), [(buffers, name, buffers.get(name), _copy(buffers.get(name))) for buffers, name, *_ in self._changed])
        _set_generators(self._generators)
        with torch.no_grad():
            for buffers, name, buffer, before, _ in self._changed:
                buffers[name] = buffer
                buffer.copy_(before)
            for x, before in self._inputs:
                x.copy_(before)

    def restore(self):
        """As before `rewind`."""
        generators, buffers = self._after
        _set_generators(generators)
        with torch.no_grad():
            for owner, name, buffer, after in buffers:
                owner[name] = buffer
                if buffer is not None:
                    buffer.copy_(after)


def _copy(buffer):
    return None if buffer is None else buffer.detach().clone()


def _generators():
    return torch.get_rng_state(), random.getstate()


def _set_generators(states):
    torch.set_rng_state(states[0])
    random.setstate(states[1])


class Row:
    """The longest row of modules in a model: a run that is made for a late part of it can begin at a later module.

    `limit`: bytes that may be kept of inputs of its modules.
    """

    def __init__(self, model, activations, limit):
        self._limit = limit
        rows = [module for module in model.modules() if _is_row(module)]
        self._row = max(rows, key=lambda row: len(_flat(row)), default=None)
        self._activations = activations
        self._places = []
        self.begin()
        if self._row is not None:
            self._modules = _flat(self._row)
            self._row.forward = self._forward

    def remove(self):
        if self._row is not None:
            del self._row.forward

    def begin(self):
        """Before each run of the model."""
        self._calls = 0

    def _forward(self, x):
        self._calls += 1
        start, again = 0, self._activations.is_again()
        if self._calls == 1 and again:
            start, x = self._later(x)
        for i in range(start, len(self._modules)):
            if self._calls == 1 and not again:
                self._keep(i, x)
            x = self._modules[i](x)
        return x

    def _keep(self, i, x):
        """Evenly spaced, as many as there is room for."""
        if not isinstance(x, torch.Tensor) or x.numel() == 0 or i == 0:
            return
        size = x.numel() * x.element_size()
        stride = max(1, -(-len(self._modules) // (self._limit // size + 1)))
        if i % stride == 0 and size * (len(self._places) + 1) <= self._limit:
            self._places.append((i, x, x._version, self._activations.place(), _generators()))

    def _later(self, x):
        wanted = self._activations.wanted_from()
        for i, kept, version, place, generators in reversed(self._places):
            if place <= wanted and kept._version == version:
                self._activations.skip_to(place)
                _set_generators(generators)
                # A copy, which operations may change as they might the original, and with a history as that has.
                copy = kept.detach().requires_grad_(kept.requires_grad)
                return i, copy.clone()
        return 0, x


def _is_row(module):
    return isinstance(module, nn.Sequential) and type(module).forward is nn.Sequential.forward and "forward" not in vars(module)


def _flat(row):
    modules = []
    for module in row:
        seen = module._forward_hooks or module._forward_pre_hooks
        modules += _flat(module) if _is_row(module) and not seen else [module]
    return modules
