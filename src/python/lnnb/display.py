"""Showing a figure, and what a call gives back: values to assert on, whose repr is one short sentence."""

import contextlib
import json
import math

from .text import text_of_payload

MIME = "application/vnd.lnnb.figure+json"
_LIMIT_BYTES = 2**20
_captures = []


class Figure:
    """What a call of lnnb returns. True unless it is a verdict and that is negative."""

    def __init__(self, sentence, verdict=None, payload=None, cell=None, **attributes):
        self._sentence, self._verdict, self._payload, self._cell = sentence, verdict, payload, cell
        self.__dict__.update(attributes)

    def __repr__(self):
        return self._sentence if self._payload is None else f"{type(self).__name__}({self._sentence})"

    def __bool__(self):
        return True if self._verdict is None else bool(self._verdict)

    def _ipython_display_(self):
        # As the last expression of the cell that showed it: nothing more. In a later cell: the figure again.
        if self._payload is None:
            print(repr(self))
        elif self._cell != _running_cell():
            _display(self._payload)


class Distribution(Figure):
    pass


class Statistics(Figure):
    pass


class Comparison(Figure):
    pass


class ElementError(Figure):
    pass


class GradientCheck(Figure):
    pass


class Steps(Figure):
    pass


class GradientTerms(Figure):
    pass


class Trace(Figure):
    pass


class TraceModule(Figure):
    pass


class Interaction(Figure):
    pass


def head(kind, title, notes=()):
    return {"version": 1, "kind": kind, "title": title, "notes": list(notes)}


def show(payload, sentence, kind=Figure, verdict=None, **attributes):
    """Shows the figure now, and gives back its result."""
    data = to_json(payload)
    size = len(json.dumps(data))
    if size > _LIMIT_BYTES:
        raise ValueError(f"a {payload['kind']} figure of {size} bytes passes the limit of {_LIMIT_BYTES}")
    _display(data)
    return kind(sentence, verdict, data, _running_cell(), **attributes)


@contextlib.contextmanager
def capture():
    """Collects the payloads of the figures shown inside it, in place of showing them: `with lnnb.capture() as figures:`."""
    figures = []
    _captures.append(figures)
    try:
        yield figures
    finally:
        _captures.pop()


def to_json(value):
    """JSON has no NaN and no infinities: they travel by name."""
    if isinstance(value, float) and not math.isfinite(value):
        return "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"
    if isinstance(value, dict):
        return {key: to_json(entry) for key, entry in value.items()}
    return [to_json(entry) for entry in value] if isinstance(value, (list, tuple)) else value


def _shell():
    try:
        from IPython import get_ipython
    except ImportError:
        return None
    return get_ipython()


def _running_cell():
    shell = _shell()
    return None if shell is None else shell.execution_count


def _display(data):
    if _captures:
        _captures[-1].append(data)
        return
    text = text_of_payload(data)
    if _shell() is None:
        print(text)
        return
    from IPython.display import display

    display({MIME: data, "text/plain": text}, raw=True)
