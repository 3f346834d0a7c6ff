"""What the calls accept, and the source text of their arguments, which labels what has no other name."""

import ast
import linecache
import os
import sys
from dataclasses import dataclass

import numpy as np
import torch

from .formatting import plain_number, shape_text, shorten

_here = os.path.dirname(os.path.abspath(__file__))
ROLES = ("before", "after", "analytic", "numeric", "forward", "backward")


@dataclass
class Numbers:
    """Values in row-major order as float64, and what they were."""

    values: np.ndarray
    shape: tuple
    dtype: str


def dtype_name(dtype):
    return str(dtype).replace("torch.", "")


def tensor_values(tensor):
    """A tensor's elements in row-major order, as float64."""
    return tensor.detach().to("cpu", torch.float64).reshape(-1).numpy().copy()


def number_of(value):
    """A number of any kind, a tensor of one element too; None for anything else."""
    if isinstance(value, torch.Tensor):
        return float(value.detach().to(torch.float64)) if value.numel() == 1 else None
    if isinstance(value, (bool, int, float, np.number)):
        return float(value)
    return None


def is_sequence(value):
    return isinstance(value, (list, tuple, range))


def numbers_of(value, where):
    """A tensor, a number, or nested lists of numbers."""
    if isinstance(value, torch.Tensor):
        return Numbers(tensor_values(value), tuple(value.shape), dtype_name(value.dtype))
    if isinstance(value, np.ndarray):
        return Numbers(value.astype(np.float64).reshape(-1), value.shape, str(value.dtype))
    single = number_of(value)
    if single is not None:
        return Numbers(np.array([single]), (), "float64")
    if not is_sequence(value):
        raise TypeError(f"{where} must be a tensor or a list of numbers, not {type(value).__name__}")
    parts = [numbers_of(item, where) for item in value]
    if not parts:
        return Numbers(np.zeros(0), (0,), "float64")
    if any(part.shape != parts[0].shape for part in parts):
        raise ValueError(f"{where} is a list whose entries differ in shape")
    return Numbers(np.concatenate([part.values for part in parts]), (len(parts), *parts[0].shape), parts[0].dtype)


def vector_of(value, where):
    numbers = numbers_of(value, where)
    if len(numbers.shape) > 1:
        raise ValueError(f"{where} must have one dimension, but has shape {shape_text(numbers.shape)}")
    return numbers.values


def names_of(value, where):
    if isinstance(value, torch.Tensor):
        return [plain_number(x) for x in vector_of(value, where)]
    if not is_sequence(value):
        raise TypeError(f"{where} must be a list of names, not {type(value).__name__}")
    return [str(item) for item in value]


def text_of(value, where):
    if value is None or isinstance(value, str):
        return value
    raise TypeError(f"{where} must be a str, not {type(value).__name__}")


def tolerance_of(value, where):
    found = number_of(value)
    if found is None:
        raise TypeError(f"{where} must be a number, not {type(value).__name__}")
    if not found >= 0:
        raise ValueError(f"{where} must not be negative, but is {found}")
    return found


def axis(label, log):
    return {"label": label, "scale": "log" if log else "linear"}


def role_of(name):
    return name if name in ROLES else None


@dataclass
class Labelled:
    label: str
    name: object
    value: object


@dataclass
class Texts:
    positional: list
    keywords: dict

    def label(self, position, name, otherwise):
        text = self.positional[position] if 0 <= position < len(self.positional) else None
        return expression(text if text is not None else self.keywords.get(name)) or otherwise


def expression(text):
    """An argument's source text as a label."""
    return None if text is None or not text.strip() or text.startswith("*") else shorten(text, 48)


def labelled_values(positional, named, texts):
    """Several values in the forms a person tries: positional ones, `name=value`, or one dict from labels to values."""
    found = []
    for i, value in enumerate(positional):
        if isinstance(value, dict):
            found += [Labelled(str(key), str(key), item) for key, item in value.items()]
        else:
            found.append(Labelled(texts.label(i, "", f"values {i + 1}"), None, value))
    for name, value in named.items():
        text = expression(texts.keywords.get(name))
        found.append(Labelled(name if text is None or text == name else f"{name}: {text}", name, value))
    return found


def argument_texts():
    """The source texts of the arguments of the call into this package that is being made; empty where unknown."""
    frame = sys._getframe(1)
    while frame is not None and os.path.dirname(os.path.abspath(frame.f_code.co_filename)) == _here:
        frame = frame.f_back
    call = _call_in(frame) if frame is not None else None
    if call is None:
        return Texts([], {})
    source, node = call
    segment = lambda part: ast.get_source_segment(source, part)
    return Texts([segment(part) for part in node.args], {word.arg: segment(word.value) for word in node.keywords if word.arg})


def _call_in(frame):
    lines = linecache.getlines(frame.f_code.co_filename, frame.f_globals)
    if not lines:
        return None
    source = "".join(lines)
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    if hasattr(frame.f_code, "co_positions"):
        line, last_line, column, last_column = list(frame.f_code.co_positions())[frame.f_lasti // 2]
        place = (line, last_line, column, last_column)
        calls = [node for node in calls if (node.lineno, node.end_lineno, node.col_offset, node.end_col_offset) == place]
    else:
        calls = [node for node in calls if node.lineno <= frame.f_lineno <= node.end_lineno and _is_ours(node)]
    return (source, calls[0]) if len(calls) == 1 else None


def _is_ours(node):
    return isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and node.func.value.id == "lnnb"
