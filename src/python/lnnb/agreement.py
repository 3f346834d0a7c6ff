"""Two tensors element by element: errors absolute, relative and in units in the last place."""

import math

import numpy as np

from .display import Comparison, ElementError
from .formatting import format_number, format_ulp, rounded
from .statistics import block_grid, matrix_shape, sample_indices

# torch.testing.assert_close's tolerances, by the coarser dtype: atol, rtol.
TOLERANCES = {"float64": (1e-7, 1e-7), "float32": (1e-5, 1.3e-6), "float16": (1e-5, 1e-3), "bfloat16": (1e-5, 1.6e-2)}
_precision = {"float64": 53, "float32": 24, "float16": 11, "bfloat16": 8}
_LOW_DECADE = -340
_BINS_PER_DECADE = 4


def common_float_type(*dtypes):
    """The coarser of two types; integers compare as the other, or as float64."""
    return min((dtype for dtype in dtypes if dtype in _precision), key=_precision.get, default="float64")


def _ordered(values, dtype):
    """Positions on the scale of a type's values, so that neighbours are 1 apart."""
    if dtype == "float64":
        bits = values.view(np.int64)
        magnitude = bits & np.int64(0x7FFFFFFFFFFFFFFF)
    elif dtype == "float16":
        bits = values.astype(np.float16).view(np.int16).astype(np.int64)
        magnitude = bits & 0x7FFF
    else:
        bits = values.astype(np.float32).view(np.int32).astype(np.int64)
        magnitude = bits & 0x7FFFFFFF
        if dtype == "bfloat16":
            magnitude = (magnitude + 0x7FFF + ((magnitude >> 16) & 1)) >> 16
    return np.where(bits >= 0, magnitude, -magnitude)


def _ulps(a, b, dtype):
    with np.errstate(over="ignore", invalid="ignore"):
        first, second = _ordered(a, dtype), _ordered(b, dtype)
    # Python's integers: a distance across zero does not fit 64 bits.
    exact = [abs(int(x) - int(y)) for x, y in zip(first, second)]
    return np.array(exact, dtype=np.float64)


def compare_values(a, b, shape, dtype, atol, rtol, positions=None, points=600, blocks=48):
    """The `comparison` of a payload; `b` is the reference. `positions`: where the compared elements lie, if only some are."""
    place = (lambda i: i) if positions is None else (lambda i: positions[i])
    with np.errstate(all="ignore"):
        equal = (a == b) | (np.isnan(a) & np.isnan(b))
        absolute = np.where(equal, 0.0, np.abs(a - b))
        allowed = atol + rtol * np.abs(b)
        excess = np.where(allowed > 0, absolute / np.where(allowed > 0, allowed, 1), math.inf)
        excess = np.where(~np.isfinite(absolute), math.inf, np.where(equal, 0.0, excess))
        relative = np.where(equal, 0.0, absolute / np.abs(b))
    finite = np.isfinite(absolute)
    counted = finite & ~equal
    ulp = np.zeros(len(a))
    ulp[counted] = _ulps(a[counted], b[counted], dtype)
    broken = bool((~finite).any())
    different = np.flatnonzero(~equal)
    second = np.where(np.isnan(absolute), math.inf, absolute)
    worst = different[np.lexsort((different, -second[different], -excess[different]))][:5]
    sample = sample_indices(len(a), points, [int(i) for i in worst])
    largest = lambda values: math.inf if broken else float(np.max(values[counted], initial=0.0))
    rows, columns = matrix_shape(shape)
    return {
        "count": len(a),
        "maxAbsolute": largest(absolute),
        "maxRelative": largest(relative),
        "maxUlp": largest(ulp),
        "meanAbsolute": float(absolute[finite].sum() / finite.sum()) if finite.any() else math.nan,
        "rootMeanSquare": math.sqrt(float((absolute[finite] ** 2).sum() / finite.sum())) if finite.any() else math.nan,
        "outside": int((~(excess <= 1)).sum()),
        "exact": int(equal.sum()),
        "notFinite": int((~finite).sum()),
        "shape": list(shape),
        "dtype": dtype,
        "ok": not bool((~(excess <= 1)).any()),
        "atol": atol,
        "rtol": rtol,
        "worst": [
            {
                "index": _unravel(place(int(i)), shape),
                "a": float(a[i]),
                "b": float(b[i]),
                "absolute": float(absolute[i]),
                "relative": float(relative[i]),
                "ulp": _whole(ulp[i] if finite[i] else math.nan if math.isnan(absolute[i]) else math.inf),
            }
            for i in worst
        ],
        "errors": _error_histogram(absolute[counted], int(equal.sum()), int((~finite).sum())) if len(a) else None,
        "points": {"index": [place(i) for i in sample], "a": rounded(a[sample], 9), "b": rounded(b[sample], 9)},
        "map": _error_map(absolute, positions, rows, columns, blocks) if len(a) else None,
    }


def _error_histogram(errors, zeros, not_finite):
    width = 1 / _BINS_PER_DECADE
    if not len(errors):
        return {"start": 0, "width": width, "counts": [], "zeros": zeros, "notFinite": not_finite}
    places = np.floor((np.log10(errors) - _LOW_DECADE) * _BINS_PER_DECADE).astype(np.int64)
    first = int(places.min())
    counts = [int(n) for n in np.bincount(places - first)]
    return {"start": _LOW_DECADE + first / _BINS_PER_DECADE, "width": width, "counts": counts, "zeros": zeros, "notFinite": not_finite}


def _error_map(absolute, positions, rows, columns, blocks):
    whole = absolute
    if positions is not None and len(positions) < rows * columns:
        whole = np.zeros(rows * columns)
        whole[positions] = absolute
    return block_grid(whole, rows, columns, 0.0, blocks)


def _unravel(position, shape):
    return [int(i) for i in np.unravel_index(position, shape)] if shape else []


def _whole(value):
    return int(value) if math.isfinite(value) and value < 2**53 else float(value)


def comparison_result(data):
    """Attributes, sentence and verdict of a comparison."""
    numbers = f"max abs {format_number(data['maxAbsolute'], 3)}, max rel {format_number(data['maxRelative'], 3)}, max {format_ulp(data['maxUlp'])} ulp"
    attributes = {
        "ok": data["ok"],
        "max_abs": data["maxAbsolute"],
        "max_rel": data["maxRelative"],
        "max_ulp": _whole(data["maxUlp"]),
        "mean_abs": data["meanAbsolute"],
        "rms": data["rootMeanSquare"],
        "count": data["count"],
        "mismatches": data["outside"],
        "equal": data["exact"],
        "atol": data["atol"],
        "rtol": data["rtol"],
    }
    return f"{'ok' if data['ok'] else 'not ok'}: {numbers}", attributes


def comparison_part(data, first, second):
    sentence, attributes = comparison_result(data)
    worst = element_error(data["worst"][0], first, second) if data["worst"] else None
    return Comparison(sentence, data["ok"], **attributes, worst=worst)


def element_error(element, first, second, where="", **more):
    numbers = f"abs {format_number(element['absolute'], 3)}, rel {format_number(element['relative'], 3)}, {format_ulp(element['ulp'])} ulp"
    values = f"{first} {format_number(element['a'], 9)}, {second} {format_number(element['b'], 9)}"
    names = {"abs": "absolute", "rel": "relative", "ulp": "ulp", "a": "a", "b": "b"}
    sentence = f"{where}[{', '.join(map(str, element['index']))}]: {values}, {numbers}"
    return ElementError(sentence, index=tuple(element["index"]), **{name: element[key] for name, key in names.items()}, **more)
