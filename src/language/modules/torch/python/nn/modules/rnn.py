"""Recurrent layers and cells: Elman's, LSTM (Hochreiter and Schmidhuber 1997), GRU (Cho et al. 2014)."""

import math
import warnings

import torch
import torch.nn.functional as F
from torch.nn import init
from torch.nn.modules.module import Module
from torch.nn.parameter import Parameter
from torch.nn.utils.rnn import PackedSequence

_gate_counts = {"LSTM": 4, "GRU": 3, "RNN_TANH": 1, "RNN_RELU": 1}


def _lstm_step(gates, recurrent, state, projection):
    h, c = state
    i, f, g, o = (gates + recurrent(h)).chunk(4, 1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h = torch.sigmoid(o) * torch.tanh(c)
    return (h if projection is None else F.linear(h, projection), c)


def _gru_step(gates, recurrent, state, projection):
    (h,) = state
    r, z, n = gates.chunk(3, 1)
    r_h, z_h, n_h = recurrent(h).chunk(3, 1)
    r = torch.sigmoid(r + r_h)
    z = torch.sigmoid(z + z_h)
    n = torch.tanh(n + r * n_h)
    return ((h - n) * z + n,)


def _tanh_step(gates, recurrent, state, projection):
    return (torch.tanh(recurrent(state[0]) + gates),)


def _relu_step(gates, recurrent, state, projection):
    return (torch.relu(recurrent(state[0]) + gates),)


_steps = {"LSTM": _lstm_step, "GRU": _gru_step, "RNN_TANH": _tanh_step, "RNN_RELU": _relu_step}


class RNNBase(Module):
    """Layers of a recurrent network. Input (L, N, in), (N, L, in) with batch_first, (L, in), or a PackedSequence."""

    def __init__(
        self,
        mode,
        input_size,
        hidden_size,
        num_layers=1,
        bias=True,
        batch_first=False,
        dropout=0.0,
        bidirectional=False,
        proj_size=0,
        device=None,
        dtype=None,
    ):
        super().__init__()
        self.mode = mode
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        self.dropout = float(dropout)
        self.bidirectional = bidirectional
        self.proj_size = proj_size
        directions = 2 if bidirectional else 1
        if not isinstance(dropout, (int, float)) or not 0 <= dropout <= 1 or isinstance(dropout, bool):
            raise ValueError(
                "dropout should be a number in range [0, 1] "
                "representing the probability of an element being "
                "zeroed"
            )
        if dropout > 0 and num_layers == 1:
            warnings.warn(
                "dropout option adds dropout after all but last "
                "recurrent layer, so non-zero dropout expects "
                f"num_layers greater than 1, but got dropout={dropout} and "
                f"num_layers={num_layers}",
                stacklevel=3,
            )
        if not isinstance(hidden_size, int):
            raise TypeError(f"hidden_size should be of type int, got: {type(hidden_size).__name__}")
        if hidden_size <= 0:
            raise ValueError("hidden_size must be greater than zero")
        if num_layers <= 0:
            raise ValueError("num_layers must be greater than zero")
        if proj_size < 0:
            raise ValueError("proj_size should be a positive integer or zero to disable projections")
        if proj_size >= hidden_size:
            raise ValueError("proj_size has to be smaller than hidden_size")
        if mode not in _gate_counts:
            raise ValueError("Unrecognized RNN mode: " + mode)
        gates = _gate_counts[mode] * hidden_size
        real = proj_size if proj_size > 0 else hidden_size
        self._all_weights = []
        for layer in range(num_layers):
            for direction in range(directions):
                size = input_size if layer == 0 else real * directions
                suffix = f"l{layer}" + ("_reverse" if direction == 1 else "")
                shapes = {f"weight_ih_{suffix}": (gates, size), f"weight_hh_{suffix}": (gates, real)}
                if bias:
                    shapes[f"bias_ih_{suffix}"] = (gates,)
                    shapes[f"bias_hh_{suffix}"] = (gates,)
                if proj_size > 0:
                    shapes[f"weight_hr_{suffix}"] = (proj_size, hidden_size)
                for name, shape in shapes.items():
                    setattr(self, name, Parameter(torch.empty(shape, device=device, dtype=dtype)))
                self._all_weights.append(list(shapes))
        self.reset_parameters()

    def reset_parameters(self):
        bound = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for weight in self.parameters():
            init.uniform_(weight, -bound, bound)

    @property
    def all_weights(self):
        return [[getattr(self, name) for name in names] for names in self._all_weights]

    def flatten_parameters(self):
        """Of use on GPUs only."""

    def _weights(self, place):
        """(input weight, hidden weight, input bias, hidden bias, projection) of one layer and direction."""
        held = {name.split("_l")[0]: getattr(self, name) for name in self._all_weights[place]}
        names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh", "weight_hr")
        return [held.get(name) for name in names]

    def _run(self, rows, sizes, place, state):
        """One direction of one layer over rows of time steps, each of which has so many sequences."""
        w_ih, w_hh, b_ih, b_hh, projection = self._weights(place)
        step = _steps[self.mode]
        gates = F.linear(torch.cat(rows), w_ih, b_ih).split(sizes)
        reverse = self.bidirectional and place % 2 == 1
        order = range(len(rows) - 1, -1, -1) if reverse else range(len(rows))
        outputs = [None] * len(rows)
        # sequences are sorted by length: those that have ended (or, backward, not begun) are the last ones
        current = tuple(part[: sizes[-1]] for part in state) if reverse else state
        ended = []
        for i in order:
            count = sizes[i]
            have = current[0].size(0)
            if count > have:
                current = tuple(torch.cat([part, whole[have:count]]) for part, whole in zip(current, state))
            elif count < have:
                ended.append(tuple(part[count:] for part in current))
                current = tuple(part[:count] for part in current)
            current = step(gates[i], lambda h: F.linear(h, w_hh, b_hh), current, projection)
            outputs[i] = current[0]
        if ended:
            parts = [current, *reversed(ended)]
            current = tuple(torch.cat([part[k] for part in parts]) for k in range(len(current)))
        return outputs, current

    def _layers(self, rows, sizes, state):
        """All layers over rows of time steps: outputs and last states."""
        directions = 2 if self.bidirectional else 1
        last = []
        for layer in range(self.num_layers):
            results = []
            for direction in range(directions):
                place = layer * directions + direction
                outputs, end = self._run(rows, sizes, place, tuple(part[place] for part in state))
                results.append(outputs)
                last.append(end)
            rows = results[0] if directions == 1 else [torch.cat(pair, -1) for pair in zip(*results)]
            if self.dropout > 0 and self.training and layer < self.num_layers - 1:
                rows = list(F.dropout(torch.cat(rows), self.dropout, True).split(sizes))
        return rows, tuple(torch.stack([end[k] for end in last]) for k in range(len(state)))

    def _check(self, input, is_batched):
        if self.input_size != input.size(-1):
            raise RuntimeError(
                f"input.size(-1) must be equal to input_size. Expected {self.input_size}, got {input.size(-1)}"
            )

    def _sizes(self, batch):
        """The shapes of hidden states for a batch."""
        count = self.num_layers * (2 if self.bidirectional else 1)
        real = self.proj_size if self.proj_size > 0 else self.hidden_size
        shapes = [(count, batch, real)]
        if self.mode == "LSTM":
            shapes.append((count, batch, self.hidden_size))
        return shapes

    def _state(self, hx, batch, like):
        """The hidden states to begin with, checked."""
        shapes = self._sizes(batch)
        if hx is None:
            return tuple(torch.zeros(shape, dtype=like.dtype) for shape in shapes)
        if len(shapes) == 1:
            texts = ["Expected hidden size {}, got {}"]
            given = (hx,)
        else:
            texts = ["Expected hidden[0] size {}, got {}", "Expected hidden[1] size {}, got {}"]
            given = tuple(hx)
        for part, shape, text in zip(given, shapes, texts):
            if part.size() != shape:
                raise RuntimeError(text.format(shape, list(part.size())))
        return given

    def _check_state_rank(self, hx, is_batched, input):
        if hx is None:
            return hx
        wanted = 3 if is_batched else 2
        if self.mode == "LSTM":
            if hx[0].dim() != wanted or hx[1].dim() != wanted:
                kind = "batched 3-D" if is_batched else "unbatched 2-D"
                raise RuntimeError(
                    f"For {kind} input, hx and cx should also be {wanted}-D but got ({hx[0].dim()}-D, {hx[1].dim()}-D) tensors"
                )
            return hx if is_batched else (hx[0].unsqueeze(1), hx[1].unsqueeze(1))
        if hx.dim() != wanted:
            if is_batched:
                raise RuntimeError(f"For batched 3-D input, hx should also be 3-D but got {hx.dim()}-D tensor")
            raise RuntimeError(f"For unbatched 2-D input, hx should also be 2-D but got {hx.dim()}-D tensor")
        return hx if is_batched else hx.unsqueeze(1)

    def forward(self, input, hx=None):
        if isinstance(input, PackedSequence):
            return self._forward_packed(input, hx)
        if input.dim() not in (2, 3):
            raise ValueError(f"{self._get_name()}: Expected input to be 2D or 3D, got {input.dim()}D instead")
        is_batched = input.dim() == 3
        batch_dim = 0 if self.batch_first else 1
        if not is_batched:
            input = input.unsqueeze(batch_dim)
        hx = self._check_state_rank(hx, is_batched, input)
        self._check(input, is_batched)
        state = self._state(hx, input.size(batch_dim), input)
        rows = list((input.transpose(0, 1) if self.batch_first else input).unbind(0))
        rows, last = self._layers(rows, [row.size(0) for row in rows], state)
        output = torch.stack(rows)
        if self.batch_first:
            output = output.transpose(0, 1)
        if not is_batched:
            output = output.squeeze(batch_dim)
            last = tuple(part.squeeze(1) for part in last)
        return output, last if self.mode == "LSTM" else last[0]

    def _forward_packed(self, packed, hx):
        data, batch_sizes, sorted_indices, unsorted_indices = packed
        sizes = batch_sizes.tolist()
        self._check(data, True)
        state = self._state(hx, sizes[0], data)
        if sorted_indices is not None:
            state = tuple(part.index_select(1, sorted_indices) for part in state)
        rows, last = self._layers(list(data.split(sizes)), sizes, state)
        if unsorted_indices is not None:
            last = tuple(part.index_select(1, unsorted_indices) for part in last)
        output = PackedSequence(torch.cat(rows), batch_sizes, sorted_indices, unsorted_indices)
        return output, last if self.mode == "LSTM" else last[0]

    def extra_repr(self):
        text = f"{self.input_size}, {self.hidden_size}"
        if self.proj_size != 0:
            text += f", proj_size={self.proj_size}"
        if self.num_layers != 1:
            text += f", num_layers={self.num_layers}"
        if self.bias is not True:
            text += f", bias={self.bias}"
        if self.batch_first is not False:
            text += f", batch_first={self.batch_first}"
        if self.dropout != 0:
            text += f", dropout={self.dropout}"
        if self.bidirectional is not False:
            text += f", bidirectional={self.bidirectional}"
        return text


class RNN(RNNBase):
    """h' = tanh(W x + b + U h + c), or with relu."""

    def __init__(
        self,
        input_size,
        hidden_size,
        num_layers=1,
        nonlinearity="tanh",
        bias=True,
        batch_first=False,
        dropout=0.0,
        bidirectional=False,
        device=None,
        dtype=None,
    ):
        if nonlinearity not in ("tanh", "relu"):
            raise ValueError(f"Unknown nonlinearity '{nonlinearity}'. Select from 'tanh' or 'relu'.")
        mode = "RNN_TANH" if nonlinearity == "tanh" else "RNN_RELU"
        super().__init__(
            mode, input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional, 0, device, dtype
        )
        self.nonlinearity = nonlinearity


class LSTM(RNNBase):
    def __init__(self, *args, **kwargs):
        super().__init__("LSTM", *args, **kwargs)


class GRU(RNNBase):
    def __init__(self, *args, **kwargs):
        if "proj_size" in kwargs:
            raise ValueError("proj_size argument is only supported for LSTM, not RNN or GRU")
        super().__init__("GRU", *args, **kwargs)


class RNNCellBase(Module):
    """One step: input (N, in) or (in), hidden (N, hidden) or (hidden)."""

    def __init__(self, input_size, hidden_size, bias, num_chunks, device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.bias = bias
        self.weight_ih = Parameter(torch.empty((num_chunks * hidden_size, input_size), device=device, dtype=dtype))
        self.weight_hh = Parameter(torch.empty((num_chunks * hidden_size, hidden_size), device=device, dtype=dtype))
        if bias:
            self.bias_ih = Parameter(torch.empty(num_chunks * hidden_size, device=device, dtype=dtype))
            self.bias_hh = Parameter(torch.empty(num_chunks * hidden_size, device=device, dtype=dtype))
        else:
            self.register_parameter("bias_ih", None)
            self.register_parameter("bias_hh", None)
        self.reset_parameters()

    def reset_parameters(self):
        bound = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for weight in self.parameters():
            init.uniform_(weight, -bound, bound)

    def _advance(self, mode, input, state):
        name = self._get_name()
        if input.dim() not in (1, 2):
            raise ValueError(f"{name}: Expected input to be 1D or 2D, got {input.dim()}D instead")
        if state is not None:
            for i, part in enumerate(state):
                if part.dim() not in (1, 2):
                    what = f"hx[{i}]" if len(state) > 1 else "hidden"
                    raise ValueError(f"{name}: Expected {what} to be 1D or 2D, got {part.dim()}D instead")
        is_batched = input.dim() == 2
        if not is_batched:
            input = input.unsqueeze(0)
        if input.size(1) != self.input_size:
            raise RuntimeError(f"input has inconsistent input_size: got {input.size(1)} expected {self.input_size}")
        count = 2 if mode == "LSTM" else 1
        if state is None:
            state = tuple(torch.zeros(input.size(0), self.hidden_size, dtype=input.dtype) for _ in range(count))
        elif not is_batched:
            state = tuple(part.unsqueeze(0) for part in state)
        for i, part in enumerate(state):
            if part.size(0) != input.size(0):
                raise RuntimeError(
                    f"Input batch size {input.size(0)} doesn't match hidden{i} batch size {part.size(0)}"
                )
            if part.size(1) != self.hidden_size:
                raise RuntimeError(
                    f"hidden{i} has inconsistent hidden_size: got {part.size(1)}, expected {self.hidden_size}"
                )
        gates = F.linear(input, self.weight_ih, self.bias_ih)
        state = _steps[mode](gates, lambda h: F.linear(h, self.weight_hh, self.bias_hh), state, None)
        return state if is_batched else tuple(part.squeeze(0) for part in state)

    def extra_repr(self):
        text = f"{self.input_size}, {self.hidden_size}"
        if self.bias is not True:
            text += f", bias={self.bias}"
        if getattr(self, "nonlinearity", "tanh") != "tanh":
            text += f", nonlinearity={self.nonlinearity}"
        return text


class RNNCell(RNNCellBase):
    def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, 1, device, dtype)
        self.nonlinearity = nonlinearity

    def forward(self, input, hx=None):
        if self.nonlinearity not in ("tanh", "relu"):
            raise RuntimeError(f"Unknown nonlinearity: {self.nonlinearity}")
        mode = "RNN_TANH" if self.nonlinearity == "tanh" else "RNN_RELU"
        return self._advance(mode, input, None if hx is None else (hx,))[0]


class LSTMCell(RNNCellBase):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, 4, device, dtype)

    def forward(self, input, hx=None):
        return self._advance("LSTM", input, hx)


class GRUCell(RNNCellBase):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, 3, device, dtype)

    def forward(self, input, hx=None):
        return self._advance("GRU", input, None if hx is None else (hx,))[0]
