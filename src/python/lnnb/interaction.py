"""`interact` without a kernel that answers: the function is called once, at the first setting of its controls."""

import contextlib
import inspect
import io
import math
import traceback

import torch

from .arguments import number_of, text_of, vector_of
from .display import Figure, Interaction, capture, head, show, to_json
from .formatting import format_number
from .statistics import nice_width

_POSITIONS = 1001
_CONTROLS = 16
# The preferred numbers of ISO 3, series R10, to two digits.
_preferred = ("1", "1.25", "1.6", "2", "2.5", "3.2", "4", "5", "6.3", "8")


def interact(f, *, title=None, **controls):
    """Shows what f gives at the first setting of its controls: (low, high) is a slider, a list a choice, a bool a switch."""
    if not callable(f):
        raise TypeError(f"interact(): argument 'f' must be a function, not {type(f).__name__}")
    defaults = _defaults(f, controls)
    if not controls:
        raise TypeError("interact() needs something to move: interact(f, eps=(1e-12, 1e-1), affine=True)")
    if len(controls) > _CONTROLS:
        raise ValueError(f"interact() shows at most {_CONTROLS} controls, but got {len(controls)}")
    made = [_control(name, given, defaults.get(name)) for name, given in controls.items()]
    settings = {name: values[at] for name, _, _, values, at in made}
    state, error = _evaluate(f, settings, [at for *_, at in made])
    name = getattr(f, "__name__", type(f).__name__)
    shown = text_of(title, "interact(): argument 'title'")
    payload = {
        **head("interact", ("" if name == "<lambda>" else name) if shown is None else shown),
        "function": name,
        "handle": "",
        "controls": [{"name": control, "kind": kind, "values": labels} for control, kind, labels, _, _ in made],
        "state": state,
    }
    at = ", ".join(f"{control} = {labels[position]}" for control, _, labels, _, position in made)
    sentence = f"{name} at {at}{'' if error is None else f': {type(error).__name__}: {error}'}"
    return show(payload, sentence, Interaction, error is None, ok=error is None, settings=settings, text=state["text"])


def _defaults(f, controls):
    """The defaults of f's parameters, after a check that the controls and f go together."""
    if not inspect.isfunction(f):
        return {}
    parameters = inspect.signature(f).parameters
    names = [name for name, p in parameters.items() if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
    for control in controls:
        if control not in names and not any(p.kind == p.VAR_KEYWORD for p in parameters.values()):
            has = f"it has {', '.join(names)}" if names else "it takes none"
            raise TypeError(f"interact(): {f.__name__}() has no argument '{control}' to move: {has}")
    defaults = {name: p.default for name, p in parameters.items() if p.default is not p.empty}
    for name in names:
        if name not in controls and name not in defaults:
            raise TypeError(
                f"interact(): {f.__name__}() needs '{name}': give it a range (low, high), a list of choices, or a default in {f.__name__}()"
            )
    return defaults


def _evaluate(f, settings, positions):
    printed, error, problem = io.StringIO(), None, None
    with capture() as figures, contextlib.redirect_stdout(printed):
        try:
            value = f(**settings)
            if value is not None and not (isinstance(value, Figure) and value._payload is not None):
                print(repr(value))
        except Exception as raised:
            problem = raised
            error = {"name": type(raised).__name__, "message": str(raised), "traceback": traceback.format_exc().rstrip("\n")}
    return {"settings": positions, "figures": to_json(figures), "text": printed.getvalue(), "error": error}, problem


def _control(name, given, start):
    """Name, kind, labels, values, and the position that it starts at."""
    where = f"interact(): argument '{name}'"
    if isinstance(given, bool):
        return name, "switch", ["False", "True"], [False, True], int(given if start is None else start is True)
    if isinstance(given, range):
        return _listed(name, "slider", list(given), start, where)
    if isinstance(given, tuple) and all(_numeric(item) is not None for item in given):
        return _slider(name, *_range(given, where), start, where)
    if isinstance(given, torch.Tensor):
        return _listed(name, "slider", [float(value) for value in vector_of(given, where)], start, where)
    if isinstance(given, dict):
        return _chosen(name, "choice", [str(key) for key in given], list(given.values()), start, where)
    if isinstance(given, (list, tuple)):
        return _listed(name, "choice", list(given), start, where)
    single = _numeric(given)
    if single is None:
        raise TypeError(f"{where} must be a range (low, high), a list of choices, or True or False, not {type(given).__name__}")
    return _slider(name, *_around(given, single), given if start is None else start, where)


def _numeric(value):
    return None if isinstance(value, bool) else number_of(value)


def _range(items, where):
    """Low, high, step or None, and whether all are ints."""
    if len(items) not in (2, 3):
        raise ValueError(f"{where} must be (low, high) or (low, high, step), but has {len(items)} entries")
    low, high, step = [*map(_numeric, items), None][:3]
    if not (math.isfinite(low) and math.isfinite(high) and high > low):
        raise ValueError(f"{where}: a range must go from a number to a larger one, but goes from {low} to {high}")
    if step is not None and not step > 0:
        raise ValueError(f"{where}: the step must be positive, but is {step}")
    return low, high, step, all(isinstance(item, int) for item in items)


def _around(given, value):
    """What a number alone stands for: a range around it."""
    whole = isinstance(given, int)
    if value == 0:
        return 0, 1, None, whole
    if not whole and 0 < value < 0.01:
        return value / 1000, value * 1000, None, whole
    low, high = (-value, 3 * value) if value > 0 else (3 * value, -value)
    return low, high, None, whole


def _slider(name, low, high, step, whole, start, where):
    log = not whole and step is None and low > 0 and high / low >= 100
    numbers = _log_positions(low, high) if log else _positions(low, high, step, whole, where)
    wanted = None if start is None else _numeric(start)
    if wanted is None:
        wanted = math.sqrt(low * high) if log else (low + high) / 2
    distance = (lambda v: abs(math.log(v) - math.log(wanted))) if log and wanted > 0 else (lambda v: abs(v - wanted))
    at = min(range(len(numbers)), key=lambda i: distance(numbers[i]))
    values = [int(value) if whole else float(value) for value in numbers]
    return name, "slider", [format_number(value, 6) for value in numbers], values, at


def _log_positions(low, high):
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    inner = [float(f"{mantissa}e{power}") for power in powers for mantissa in _preferred]
    return [low, *(value for value in inner if low * 1.01 < value < high * 0.99), high]


def _positions(low, high, step, whole, where):
    wanted = step or (math.ceil((high - low) / (_POSITIONS - 1)) if whole else nice_width((high - low) / 150))
    count = math.floor((high - low) / wanted + 1e-9)
    if count + 2 > _POSITIONS + 1:
        raise ValueError(f"{where}: a step of {wanted} would make {count + 1} positions; a slider has at most {_POSITIONS}")
    tidy = lambda value: float(f"{value:.11e}")
    if step is None and not whole:
        first = math.ceil(low / wanted - 1e-9)
        values = [value for value in (tidy((first + i) * wanted) for i in range(count + 1)) if low <= value <= high]
    else:
        values = [tidy(low + i * wanted) for i in range(count + 1)]
    if step is None:
        values = [*([low] if values[0] > low else []), *values, *([high] if values[-1] < high else [])]
    return values


def _listed(name, kind, values, start, where):
    return _chosen(name, kind, [_label(value) for value in values], values, start, where)


def _label(value):
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return format_number(value, 6)
    return value.__name__ if callable(value) and hasattr(value, "__name__") else repr(value)


def _chosen(name, kind, labels, values, start, where):
    if not values:
        raise ValueError(f"{where} has no choices")
    if len(values) > _POSITIONS:
        raise ValueError(f"{where} has {len(values)} choices; at most {_POSITIONS} can be shown")
    comparable = lambda value: not isinstance(value, torch.Tensor) and not isinstance(start, torch.Tensor)
    at = next((i for i, value in enumerate(values) if start is not None and comparable(value) and value == start), 0)
    return name, kind, [label[:80] for label in labels], values, at
