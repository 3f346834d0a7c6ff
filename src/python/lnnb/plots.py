"""The plain figures: lines, bars, points, tables; a function over a range; a quiz."""

import math

import numpy as np
import torch

from .arguments import (
    Labelled,
    argument_texts,
    axis,
    is_sequence,
    labelled_values,
    names_of,
    number_of,
    numbers_of,
    role_of,
    text_of,
    vector_of,
)
from .display import head, show
from .formatting import format_count, format_number, plural, round_digits, rounded, shape_text
from .statistics import sample_indices, thin

_MAX_LINES = 64


def lines(*values, x=None, title=None, x_label=None, y_label=None, log_x=False, log_y=False, markers=False, bands=None, **named):
    """Draws lines: tensors of one dimension, a dict of them, or a matrix (a line a row), against `x` or their positions."""
    texts = argument_texts()
    given = [line for entry in labelled_values(values, named, texts) for line in _split(entry)]
    if not given:
        raise TypeError("lines() needs at least one line: lines(loss) or lines({'pre': a, 'post': b}, x=depth)")
    if len(given) > _MAX_LINES:
        raise ValueError(f"lines() shows at most {_MAX_LINES} lines, but got {len(given)}")
    shared = None if x is None else vector_of(x, "lines(): argument 'x'")
    limit = max(200, 3600 // len(given))
    notes = []
    series = []
    for line in given:
        xs = np.arange(len(line.value), dtype=np.float64) if shared is None else shared
        if len(xs) != len(line.value):
            raise ValueError(f"lines(): 'x' has {plural(len(xs), 'value')}, but '{line.label}' has {len(line.value)}")
        band = _band(bands, line)
        kept = thin(line.value, limit)
        if len(kept) < len(line.value):
            notes.append(f"{line.label}: {format_count(len(kept))} of {format_count(len(line.value))} points are drawn, extremes kept.")
        low, high = (rounded(end[kept]) for end in band) if band else (None, None)
        series.append({"label": line.label, "role": role_of(line.name), "x": rounded(xs[kept]), "y": rounded(line.value[kept]), "low": low, "high": high})
    x_text = text_of(x_label, "lines(): argument 'x_label'")
    if x_text is None:
        x_text = "" if x is None else texts.label(-1, "x", "x")
    y_text = text_of(y_label, "lines(): argument 'y_label'")
    if y_text is None:
        y_text = given[0].label if len(given) == 1 else ""
    shown = text_of(title, "lines(): argument 'title'")
    labels = ", ".join(line.label for line in given)[:80]
    payload = {
        **head("lines", labels if shown is None else shown, notes),
        "x": axis(x_text, log_x),
        "y": axis(y_text, log_y),
        "markers": bool(markers),
        "series": series,
    }
    return show(payload, plural(len(series), "line"))


def _split(entry):
    """A matrix is a line for each of its rows."""
    numbers = numbers_of(entry.value, f"lines(): '{entry.label}'")
    if len(numbers.shape) > 2:
        raise ValueError(f"lines(): '{entry.label}' must have one dimension or two, but has shape {shape_text(numbers.shape)}")
    if len(numbers.shape) < 2:
        return [Labelled(entry.label, entry.name, numbers.values)]
    rows, columns = numbers.shape
    matrix = numbers.values.reshape(rows, columns)
    return [Labelled(entry.label if rows == 1 else f"{entry.label}[{r}]", None, matrix[r]) for r in range(rows)]


def _band(bands, line):
    if bands is None:
        return None
    if not isinstance(bands, dict):
        raise TypeError(f"lines(): argument 'bands' must be a dict from labels to (low, high), not {type(bands).__name__}")
    if line.label not in bands:
        return None
    ends = bands[line.label]
    if not is_sequence(ends) or len(ends) != 2:
        raise ValueError(f"lines(): the band of '{line.label}' must be a pair (low, high)")
    found = [vector_of(end, f"lines(): an end of the band of '{line.label}'") for end in ends]
    for end in found:
        if len(end) != len(line.value):
            raise ValueError(f"lines(): the band of '{line.label}' has {plural(len(end), 'value')}, but the line has {len(line.value)}")
    return found


def sweep(f, *, title=None, y_label=None, log_x=None, log_y=False, **parameter):
    """Calls f for every value of one parameter (`eps=[...]`) and draws what it gives: a number, or a dict of numbers."""
    texts = argument_texts()
    if not callable(f):
        raise TypeError(f"sweep(): argument 'f' must be callable, not {type(f).__name__}")
    if len(parameter) != 1:
        raise TypeError(f"sweep() takes one parameter to sweep, as eps=[1e-8, 1e-5, 1e-2], but got {', '.join(parameter) or 'none'}")
    [(name, values)] = parameter.items()
    xs = vector_of(values, f"sweep(): '{name}'")
    if len(xs) == 0:
        raise ValueError(f"sweep(): '{name}' has no values")
    found = {}
    for i, setting in enumerate(values):
        for label, value in _numbers_by_label(_call_with(f, name, setting)):
            found.setdefault(label, [math.nan] * len(xs))[i] = value
    own = texts.label(0, "f", "f")
    y_text = text_of(y_label, "sweep(): argument 'y_label'")
    if y_text is None:
        y_text = next(iter(found)) if len(found) == 1 and "" not in found else ""
    result = {label or own: line for label, line in found.items()}
    series = [
        {"label": label, "role": None, "x": rounded(xs, 9), "y": rounded(line, 9), "low": None, "high": None}
        for label, line in result.items()
    ]
    shown = text_of(title, "sweep(): argument 'title'")
    payload = {
        **head("sweep", f"{', '.join(result)} against {name}" if shown is None else shown),
        "parameter": name,
        "x": axis(name, _spans_decades(xs) if log_x is None else log_x),
        "y": axis(y_text, log_y),
        "series": series,
    }
    sentence = f"{name} from {format_number(xs.min())} to {format_number(xs.max())}"
    return show(payload, sentence, x=[float(value) for value in xs], values=result)


def _call_with(f, name, setting):
    """By keyword where f has that name, else as the only argument."""
    try:
        return f(**{name: setting})
    except TypeError as error:
        if not any(text in str(error) for text in ("unexpected keyword argument", "takes no keyword arguments")):
            raise
        return f(setting)


def _numbers_by_label(value):
    if isinstance(value, dict):
        return [(str(key), _require_number(entry, f"'{key}'")) for key, entry in value.items()]
    if isinstance(value, (tuple, list)):
        return [(f"value {i}", _require_number(entry, f"value {i}")) for i, entry in enumerate(value)]
    return [("", _require_number(value, "a number"))]


def _require_number(value, what):
    found = number_of(value)
    if found is None:
        raise TypeError(f"sweep(): f must give numbers (or tensors of one element), but {what} is {type(value).__name__}")
    return found


def _spans_decades(values):
    positive = values[values > 0]
    return len(positive) >= len(values) - 1 and len(positive) > 0 and positive.max() >= 100 * positive.min()


def bars(*values, x=None, errors=None, markers=None, title=None, x_label=None, y_label=None, log_y=False, **named):
    """Draws bars: a tensor, or a dict of tensors side by side; `x` names them, `markers={label: values}` marks what they should reach."""
    entries = labelled_values(values, named, argument_texts())
    if not entries:
        raise TypeError("bars() needs values: bars(times, x=names) or bars({'a': u, 'b': v})")
    vectors = [vector_of(entry.value, f"bars(): '{entry.label}'") for entry in entries]
    # A dict of plain numbers is one series whose keys name the bars.
    single = x is None and len(entries) > 1 and all(len(vector) == 1 for vector in vectors)
    if single:
        categories = [entry.label for entry in entries]
        series = [("values", None, np.concatenate(vectors))]
    else:
        categories = [str(i) for i in range(len(vectors[0]))] if x is None else names_of(x, "bars(): argument 'x'")
        series = [(entry.label, entry.name, vector) for entry, vector in zip(entries, vectors)]
    for label, _, own in series:
        if len(own) != len(categories):
            raise ValueError(f"bars(): '{label}' has {plural(len(own), 'value')}, but there are {plural(len(categories), 'bar')} to name")
    if len(categories) > 256:
        raise ValueError(f"bars() shows at most 256 bars, but got {len(categories)}: use lnnb.lines")
    shown = text_of(title, "bars(): argument 'title'")
    y_text = text_of(y_label, "bars(): argument 'y_label'")
    if y_text is None:
        y_text = series[0][0] if len(series) == 1 and not single else ""
    payload = {
        **head("bars", ", ".join(label for label, _, _ in series)[:80] if shown is None else shown),
        "categories": categories,
        "categoryLabel": text_of(x_label, "bars(): argument 'x_label'") or "",
        "y": axis(y_text, log_y),
        "series": [
            {"label": label, "role": role_of(name), "values": rounded(own), "errors": _errors(errors, label, len(series), len(own))}
            for label, name, own in series
        ],
        "markers": _markers(markers, len(categories)),
    }
    return show(payload, plural(len(categories), "bar"))


def _markers(markers, count):
    if markers is None:
        return None
    label, given = "expected", markers
    if isinstance(markers, dict):
        if len(markers) != 1:
            raise ValueError(f"bars(): argument 'markers' must hold one entry, but holds {len(markers)}")
        [(label, given)] = markers.items()
    values = vector_of(given, "bars(): argument 'markers'")
    if len(values) != count:
        raise ValueError(f"bars(): argument 'markers' has {plural(len(values), 'value')}, but there are {plural(count, 'bar')}")
    return {"label": str(label), "values": rounded(values)}


def _errors(errors, label, series_count, count):
    given = errors
    if isinstance(errors, dict):
        given = errors.get(label)
    elif errors is not None and series_count > 1:
        raise TypeError(f"bars(): argument 'errors' must be a dict from labels where there are several series, not {type(errors).__name__}")
    if given is None:
        return None
    values = vector_of(given, "bars(): argument 'errors'")
    if len(values) != count:
        raise ValueError(f"bars(): argument 'errors' has {plural(len(values), 'value')}, but there are {plural(count, 'bar')}")
    return rounded(values)


def scatter(x, y=None, title=None, x_label=None, y_label=None, log_x=False, log_y=False, diagonal=False, curves=None):
    """Draws points: two tensors of one size, or a dict from labels to pairs; `curves={label: function}` lays functions over them."""
    texts = argument_texts()
    clouds = _clouds(x, y, texts)
    limit = max(100, 3000 // len(clouds))
    notes, series = [], []
    for label, xs, ys in clouds:
        outermost = [int(f(v)) for v in (xs, ys) if not np.isnan(v).all() for f in (np.nanargmin, np.nanargmax)]
        index = sample_indices(len(xs), limit, list(dict.fromkeys(outermost)))
        if len(index) < len(xs):
            notes.append(f"{label}: {format_count(len(index))} of {format_count(len(xs))} points are drawn, the outermost among them.")
        series.append({"label": label, "role": None, "x": rounded(xs[index]), "y": rounded(ys[index]), "total": len(xs)})
    several = isinstance(x, dict)
    labels = ("", "") if several else (texts.label(0, "x", "x"), texts.label(1, "y", "y"))
    shown = text_of(title, "scatter(): argument 'title'")
    if shown is None:
        shown = "" if several else f"{labels[1]} against {labels[0]}"
    x_text, y_text = text_of(x_label, "scatter(): argument 'x_label'"), text_of(y_label, "scatter(): argument 'y_label'")
    payload = {
        **head("scatter", shown, notes),
        "x": axis(labels[0] if x_text is None else x_text, log_x),
        "y": axis(labels[1] if y_text is None else y_text, log_y),
        "diagonal": bool(diagonal),
        "series": series,
        "curves": _curves(curves, clouds),
    }
    return show(payload, plural(sum(len(xs) for _, xs, _ in clouds), "point"))


def _clouds(x, y, texts):
    if not isinstance(x, dict):
        if y is None:
            raise TypeError("scatter() needs x and y, or a dict from labels to pairs (x, y)")
        return [_cloud(texts.label(1, "y", "y"), x, y)]
    if y is not None:
        raise TypeError("scatter(): argument 'y' must be left out where 'x' is a dict of pairs")
    if not 1 <= len(x) <= 16:
        raise ValueError(f"scatter() shows 1 to 16 sets of points, but got {len(x)}")
    for label, pair in x.items():
        if not is_sequence(pair) or len(pair) != 2:
            raise ValueError(f"scatter(): '{label}' must be a pair (x, y)")
    return [_cloud(str(label), *pair) for label, pair in x.items()]


def _cloud(label, x, y):
    xs, ys = numbers_of(x, "scatter(): argument 'x'").values, numbers_of(y, "scatter(): argument 'y'").values
    if len(xs) != len(ys):
        raise ValueError(f"scatter(): x and y must have equally many values, but have {len(xs)} and {len(ys)}")
    return label, xs, ys


def _curves(curves, clouds):
    if curves is None:
        return []
    if not isinstance(curves, dict):
        raise TypeError(f"scatter(): argument 'curves' must be a dict from labels to functions, not {type(curves).__name__}")
    finite = np.concatenate([xs[np.isfinite(xs)] for _, xs, _ in clouds])
    if len(finite) == 0:
        return []
    low, high = finite.min(), finite.max()
    at = low + (high - low) * np.arange(200) / 199
    found = []
    for label, f in curves.items():
        if not callable(f):
            raise TypeError(f"scatter(): the curve '{label}' must be a function of a tensor, not {type(f).__name__}")
        with torch.no_grad():
            numbers = numbers_of(f(torch.tensor(at, dtype=torch.float32)), f"scatter(): the value of the curve '{label}'")
        if len(numbers.values) != len(at):
            raise ValueError(f"scatter(): the curve '{label}' must give {len(at)} values for as many, but gave shape {shape_text(numbers.shape)}")
        found.append({"label": str(label), "x": rounded(at), "y": rounded(numbers.values)})
    return found


def table(data, rows=None, columns=None, title=None):
    """Shows a table: a dict from column names to tensors or lists, a list of dicts or rows, or a matrix."""
    names = None if columns is None else names_of(columns, "table(): argument 'columns'")
    body = _columns(data, names)
    count = max((len(entries) for _, entries in body), default=0)
    for label, entries in body:
        if len(entries) != count:
            raise ValueError(f"table(): columns must be equally long, but '{label}' has {len(entries)} entries and another {count}")
    everything = [*_row_names(rows, count, body), *body]
    shown = min(count, 1000)
    notes = [f"The first {shown} of {plural(count, 'row')} are shown."] if shown < count else []
    payload = {
        **head("table", text_of(title, "table(): argument 'title'") or "", notes),
        "columns": [{"label": label, "numeric": bool(entries) and all(map(_is_numeric, entries))} for label, entries in everything],
        "rows": [[entries[r] for _, entries in everything] for r in range(shown)],
        "rowTotal": count,
    }
    return show(payload, f"{plural(count, 'row')}, {plural(len(body), 'column')}")


def _is_numeric(entry):
    return entry is None or (isinstance(entry, (int, float)) and not isinstance(entry, bool))


def _row_names(rows, count, body):
    if rows is None:
        plain = all(_is_numeric(entry) for _, entries in body for entry in entries)
        return [("", [str(i) for i in range(count)])] if plain and count > 1 else []
    names = names_of(rows, "table(): argument 'rows'")
    if len(names) != count:
        raise ValueError(f"table(): argument 'rows' names {len(names)}, but there are {plural(count, 'row')}")
    return [("", names)]


def _columns(data, names):
    if isinstance(data, dict):
        return [(str(key), _entries(value)) for key, value in data.items()]
    if isinstance(data, torch.Tensor):
        if data.dim() != 2:
            raise ValueError(f"table(): a tensor must have two dimensions, but has shape {shape_text(data.shape)}")
        return _named(names, [_entries(column) for column in data.T])
    if not is_sequence(data):
        raise TypeError(f"table(): argument 'data' must be a dict, a list of rows or a tensor, not {type(data).__name__}")
    if any(isinstance(row, dict) for row in data):
        for row in data:
            if not isinstance(row, dict):
                raise TypeError(f"table(): rows must all be dicts, but one is {type(row).__name__}")
        keys = dict.fromkeys(key for row in data for key in row)
        return [(str(key), [_entry(row.get(key)) for row in data]) for key in keys]
    matrix = [_entries(row) for row in data]
    width = max((len(row) for row in matrix), default=0)
    return _named(names, [[row[c] if c < len(row) else None for row in matrix] for c in range(width)])


def _named(names, columns):
    if names is not None and len(names) != len(columns):
        raise ValueError(f"table(): argument 'columns' names {len(names)}, but there are {plural(len(columns), 'column')}")
    return [(names[c] if names else str(c), entries) for c, entries in enumerate(columns)]


def _entries(value):
    if isinstance(value, torch.Tensor):
        return rounded(numbers_of(value, "table()").values, 9)
    if not is_sequence(value):
        raise TypeError(f"table(): a column or row must be a tensor or a list, not {type(value).__name__}")
    return [_entry(item) for item in value]


def _entry(value):
    if value is None or isinstance(value, (bool, str)):
        return value
    number = number_of(value)
    return str(value) if number is None else round_digits(number, 12)


def quiz(question, choices=None, answer=None, why="", title=None):
    """Asks a question with buttons: the choices, the right one (its position or its text), and why. Or a list of dicts with these names."""
    if is_sequence(question):
        for item in question:
            if not isinstance(item, dict):
                raise TypeError(f"quiz(): a question in a list must be a dict with question, choices, answer and why, not {type(item).__name__}")
        questions = [_question(*(item.get(name) for name in ("question", "choices", "answer", "why"))) for item in question]
    else:
        questions = [_question(question, choices, answer, why)]
    if not questions:
        raise ValueError("quiz() needs at least one question")
    return show({**head("quiz", text_of(title, "quiz(): argument 'title'") or ""), "questions": questions}, plural(len(questions), "question"))


def _question(question, choices, answer, why):
    text = text_of(question, "quiz(): argument 'question'")
    if text is None:
        raise TypeError("quiz(): a question needs a text")
    if choices is None:
        raise TypeError("quiz() needs choices: a list of texts")
    names = names_of(choices, "quiz(): argument 'choices'")
    if not 2 <= len(names) <= 16:
        raise ValueError(f"quiz(): there must be 2 to 16 choices, but there are {len(names)}")
    if isinstance(answer, str):
        if answer not in names:
            raise ValueError(f"quiz(): the answer '{answer}' is not among the choices")
        position = names.index(answer)
    elif isinstance(answer, int) and not isinstance(answer, bool):
        position = answer
    else:
        raise TypeError(f"quiz(): argument 'answer' must be the position or the text of the right choice, not {type(answer).__name__}")
    if not 0 <= position < len(names):
        raise ValueError(f"quiz(): argument 'answer' must be from 0 to {len(names) - 1}, but is {position}")
    return {"question": text, "choices": names, "answer": position, "why": text_of(why, "quiz(): argument 'why'") or ""}
