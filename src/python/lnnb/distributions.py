"""How values are distributed, and how they lie in a matrix."""

import math
import re

from .arguments import argument_texts, labelled_values, names_of, number_of, numbers_of, role_of, text_of
from .display import Distribution, Statistics, head, show
from .formatting import format_number, rounded
from .statistics import block_grid, compact, describe, group, matrix_shape

# Groups that keep a histogram, and groups whose mean and std are kept.
_GROUPS = 32
_PROFILE = 512


def distribution(*tensors, per=None, bins=None, title=None, **named):
    """Shows how values are distributed: overlaid histograms, mean and standard deviation, a table of statistics; `per` splits by row."""
    given = labelled_values(tensors, named, argument_texts())
    if not given:
        raise TypeError("distribution() needs at least one tensor: distribution(before=x, after=y)")
    if len(given) > 16:
        raise ValueError(f"distribution() shows at most 16 tensors, but got {len(given)}")
    per = text_of(per, "distribution(): argument 'per'")
    _check_bins(bins)
    notes = {}
    series = [_series(entry, per, bins, notes) for entry in given]
    shown = text_of(title, "distribution(): argument 'title'")
    if shown is None:
        shown = " and ".join(entry.label for entry in given)
    parts = [statistics_of(one["overall"]) for one in series]
    sentence = "; ".join(
        f"{one['label']}: mean {format_number(one['overall']['statistics']['mean'])}, std {format_number(one['overall']['statistics']['std'])}"
        for one in series
    )
    return show(
        {**head("distribution", shown, notes), "per": per, "series": series},
        f"distribution of {sentence}",
        Distribution,
        **(statistics_values(series[0]["overall"]["statistics"]) if len(series) == 1 else {}),
        **{entry.name: part for entry, part in zip(given, parts) if entry.name and re.fullmatch(r"[A-Za-z]\w*", entry.name)},
        series={entry.name or entry.label: part for entry, part in zip(given, parts)},
        groups={one["label"]: [statistics_of(own) for own in one["groups"]] for one in series},
    )


def _check_bins(bins):
    if bins is None:
        return
    if not isinstance(bins, int):
        raise TypeError(f"distribution(): argument 'bins' must be an int, not {type(bins).__name__}")
    if not 1 <= bins <= 500:
        raise ValueError(f"distribution(): argument 'bins' must be from 1 to 500, but is {bins}")


def _series(entry, per, bins, notes):
    numbers = numbers_of(entry.value, f"distribution(): '{entry.label}'")
    values, shape = numbers.values, numbers.shape
    if per is not None and not shape:
        raise ValueError(f'distribution(): per="{per}" needs at least one dimension, but \'{entry.label}\' is a scalar')
    one = {"label": entry.label, "role": role_of(entry.name), "dtype": numbers.dtype, "shape": list(shape)}
    one["overall"] = group(entry.label, values, bins)
    if per is None:
        return {**one, "groups": [], "groupTotal": 0, "profile": None}
    size = shape[-1]
    total = len(values) // size if size else 0
    found = [group(_group_label(per, g, shape), values[g * size : (g + 1) * size], bins or 30) for g in range(min(total, _PROFILE))]
    if total > _GROUPS:
        rest = f", the first {_PROFILE} their mean and std" if total > _PROFILE else ""
        notes[f"The first {_GROUPS} of {total} {per}s have their own histogram{rest}."] = True
    profile = {name: rounded([own["statistics"][name] for own in found], 6) for name in ("mean", "std")}
    return {**one, "groups": [compact(own) for own in found[:_GROUPS]], "groupTotal": total, "profile": profile}


def _group_label(per, position, shape):
    outer = shape[:-1]
    if len(outer) <= 1:
        return f"{per} {position}"
    index = []
    for size in reversed(outer):
        index.insert(0, position % size)
        position //= size
    return f"{per} [{', '.join(map(str, index))}]"


def statistics_values(s):
    """A distribution's numbers under the names that results have."""
    return {
        "count": s["count"],
        "mean": s["mean"],
        "std": s["std"],
        "var": s["std"] ** 2,
        "skewness": s["skewness"],
        "kurtosis": s["kurtosis"],
        "min": s["min"],
        "max": s["max"],
        "median": s["quantiles"][3],
        "quantiles": list(s["quantiles"]),
        "zeros": s["zeros"],
        "nan": s["nan"],
        "inf": s["positiveInfinity"] + s["negativeInfinity"],
    }


def statistics_of(found):
    s = found["statistics"]
    texts = ", ".join(f"{name} {format_number(s[name])}" for name in ("mean", "std", "min", "max"))
    return Statistics(f"{found['label']}: {texts}", **statistics_values(s))


def heatmap(values, x=None, y=None, title=None, x_label=None, y_label=None, center="auto"):
    """Draws a matrix as colours (more dimensions are folded into rows); `center` is where colours run both ways from."""
    label = argument_texts().label(0, "values", "values")
    numbers = numbers_of(values, "heatmap(): argument 'values'")
    shape = numbers.shape
    rows, columns = matrix_shape(shape)
    column_names = _names(x, columns, "heatmap(): argument 'x'")
    row_names = _names(y, rows, "heatmap(): argument 'y'")
    statistics, _ = describe(numbers.values, 1)
    centre = _centre(center, statistics)
    from_value = statistics["mean"] if centre is None else centre
    grid = block_grid(numbers.values, rows, columns, 0.0 if math.isnan(from_value) else from_value)
    reduced = grid["rowsPerBlock"] * grid["columnsPerBlock"] > 1
    block = f"{grid['rowsPerBlock']} × {grid['columnsPerBlock']}"
    notes = [f"Each cell shows the value of {block} that lies farthest from {format_number(from_value)}."] if reduced else []
    shown = text_of(title, "heatmap(): argument 'title'")
    y_text, x_text = text_of(y_label, "heatmap(): argument 'y_label'"), text_of(x_label, "heatmap(): argument 'x_label'")
    payload = {
        **head("heatmap", label if shown is None else shown, notes),
        "label": label,
        "shape": list(shape),
        "rowLabel": (_row_dimension(shape) if y is None else "") if y_text is None else y_text,
        "columnLabel": (f"dim {len(shape) - 1}" if x is None and shape else "") if x_text is None else x_text,
        "rowNames": None if reduced else row_names,
        "columnNames": None if reduced else column_names,
        "centre": centre,
        "grid": grid,
        "statistics": statistics,
    }
    sentence = f"{label}: from {format_number(statistics['min'])} to {format_number(statistics['max'])}"
    return show(payload, sentence, **statistics_values(statistics))


def _row_dimension(shape):
    return "" if len(shape) < 2 else "dim 0" if len(shape) == 2 else f"dims 0 to {len(shape) - 2}"


def _names(names, count, where):
    if names is None:
        return None
    found = names_of(names, where)
    if len(found) != count:
        raise ValueError(f"{where} names {len(found)}, but there are {count}")
    return found


def _centre(center, statistics):
    if center is None:
        return None
    if isinstance(center, str) and center == "auto":
        return 0.0 if statistics["min"] < 0 < statistics["max"] else None
    found = number_of(center)
    if found is None:
        raise TypeError(f"heatmap(): argument 'center' must be a number, None or 'auto', not {type(center).__name__}")
    return found
