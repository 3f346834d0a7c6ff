"""Distributions in numbers: moments, quantiles, histograms, and matrices reduced to blocks."""

import math

import numpy as np

from .formatting import round_digits, rounded

QUANTILES = (0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99)
_OUTER = (0.005, *QUANTILES, 0.995)
_TAIL_FACTOR = 3


def describe(values, bins=None):
    """Statistics and a histogram (None where nothing is finite) of float64 values; `bins`: exactly so many."""
    finite = np.sort(values[np.isfinite(values)])
    count = len(finite)
    if count:
        mean = float(np.mean(finite))
        deviations = finite - mean
        m2, m3, m4 = (float(np.sum(deviations**k)) for k in (2, 3, 4))
    else:
        mean, m2, m3, m4 = math.nan, 0.0, 0.0, 0.0
    std = math.sqrt(m2 / count) if count else math.nan
    outer = [float(np.quantile(finite, p)) if count else math.nan for p in _OUTER]
    statistics = {
        "count": len(values),
        "mean": mean,
        "std": std,
        "skewness": math.sqrt(count) * m3 / m2**1.5 if m2 > 0 else math.nan,
        "kurtosis": count * m4 / (m2 * m2) - 3 if m2 > 0 else math.nan,
        "min": float(finite[0]) if count else math.nan,
        "max": float(finite[-1]) if count else math.nan,
        "quantiles": outer[1:-1],
        "zeros": int(np.sum(finite == 0)),
        "nan": int(np.sum(np.isnan(values))),
        "positiveInfinity": int(np.sum(values == math.inf)),
        "negativeInfinity": int(np.sum(values == -math.inf)),
    }
    chosen = _choose_bins(statistics, outer, count, bins)
    return statistics, None if chosen is None else _histogram(finite, *chosen)


def euclidean_norm(values, statistics):
    """Of the finite values; NaN where there are values and none is finite."""
    finite = values[np.isfinite(values)]
    return math.nan if len(values) and not len(finite) else round_digits(math.sqrt(float(np.sum(finite * finite))))


def _choose_bins(statistics, outer, count, wanted):
    if count == 0:
        return None
    low, q25, q75, high = outer[0], outer[3], outer[5], outer[8]
    core = max(high - low, q75 - q25)
    reach = _TAIL_FACTOR * core if core > 0 else math.inf
    start = max(statistics["min"], low - reach)
    end = min(statistics["max"], high + reach)
    if wanted is not None:
        return (start, (end - start) / wanted, wanted) if end > start else _covering_bins(start, end, 0, 1)
    spread = 2 * (q75 - q25) if q75 > q25 else 3.5 * statistics["std"]
    return _covering_bins(start, end, max(spread / max(1, count) ** (1 / 3), 1e-300), 60)


def nice_width(width):
    power = 10.0 ** math.floor(math.log10(width))
    for step in (1, 2, 2.5, 5):
        if width <= step * power * 1.0000001:
            return step * power
    return 10 * power


def _covering_bins(low, high, width, limit):
    if not high > low:
        nice = nice_width(2 * max(abs(low) * 1e-3, 1e-12))
        return low - nice / 2, nice, 1
    if not math.isfinite(high - low):
        # Wider than the largest double: no round numbers, but bins.
        return low, high / limit - low / limit, limit
    resolution = max(abs(low), abs(high)) * 2.0**-48
    nice = nice_width(max(width / 1.4, (high - low) / limit, resolution))
    while True:
        first = math.floor(low / nice)
        count = max(1, math.ceil(high / nice - first))
        if count <= limit:
            return first * nice, nice, count
        nice = nice_width(nice * 1.01)


def _histogram(values, start, width, count):
    below = values < start
    above = values > start + width * count
    inside = values[~below & ~above]
    with np.errstate(over="ignore"):
        places = np.minimum(count - 1, np.floor((inside - start) / width)).astype(np.int64)
    counts = np.bincount(places, minlength=count)
    return {
        "start": round_digits(start, 12),
        "width": round_digits(width, 12),
        "counts": [int(n) for n in counts],
        "below": int(below.sum()),
        "above": int(above.sum()),
    }


def group(label, values, bins=None):
    statistics, histogram = describe(values, bins)
    return {"label": label, "statistics": statistics, "histogram": histogram}


def compact(found):
    """The same in six digits: for the many groups of one figure."""
    s = found["statistics"]
    digits = {"mean": 6, "std": 6, "skewness": 4, "kurtosis": 4, "min": 6, "max": 6}
    short = {name: round_digits(s[name], n) for name, n in digits.items()}
    return {**found, "statistics": {**s, **short, "quantiles": rounded(s["quantiles"], 6)}}


def merge_bins(histogram, limit):
    """Neighbouring bins joined until at most `limit` are left."""
    factor = 1 if histogram is None else math.ceil(len(histogram["counts"]) / limit)
    if factor <= 1:
        return histogram
    counts = histogram["counts"]
    joined = [sum(counts[i : i + factor]) for i in range(0, len(counts), factor)]
    return {**histogram, "width": histogram["width"] * factor, "counts": joined}


def matrix_shape(shape):
    """The last dimension across, all others down."""
    return math.prod(shape[:-1]), (shape[-1] if shape else 1)


def block_grid(values, rows, columns, centre=0.0, limit=64):
    """At most `limit` by `limit` blocks; each holds its value that is farthest from `centre`, NaN before all others."""
    down, across = max(1, math.ceil(rows / limit)), max(1, math.ceil(columns / limit))
    grid_rows, grid_columns = math.ceil(rows / down), math.ceil(columns / across)
    matrix = values.reshape(rows, columns)
    found = []
    for r in range(grid_rows):
        for c in range(grid_columns):
            block = matrix[r * down : (r + 1) * down, c * across : (c + 1) * across].reshape(-1)
            distance = np.where(np.isnan(block), math.inf, np.abs(block - centre))
            found.append(round_digits(block[int(np.argmax(distance))], 6))
    return {"rows": grid_rows, "columns": grid_columns, "rowsPerBlock": down, "columnsPerBlock": across, "values": found}


def sample_indices(total, limit, keep=()):
    """All of `total` up to `limit`; else the given ones and the rest spread evenly, jittered by a fixed sequence."""
    if total <= limit:
        return list(range(total))
    chosen = set(list(keep)[:limit])
    spread = limit - len(chosen)
    state = 0x9E3779B9
    for i in range(spread):
        state = (state * 1664525 + 1013904223) % 2**32
        chosen.add(min(total - 1, math.floor((i + state / 2**32) * total / spread)))
    return sorted(chosen)


def thin(values, limit):
    """Which points of a long line to keep: of each run the lowest, the highest (a spike survives) and the first NaN."""
    count = len(values)
    if count <= limit:
        return list(range(count))
    runs = limit // 2
    kept = {0, count - 1}
    for run in range(runs):
        start, end = run * count // runs, (run + 1) * count // runs
        piece = values[start:end]
        kept |= {start + int(i) for i in np.flatnonzero(np.isnan(piece))[:1]}
        if not np.isnan(piece).all():
            kept |= {start + int(np.nanargmin(piece)), start + int(np.nanargmax(piece))}
    return sorted(kept)


def fixed_normals(count, seed):
    """Fixed pseudo-normal numbers (the sum of four uniforms, scaled): what weighs outputs where a scalar is needed."""
    with np.errstate(over="ignore"):
        powers = np.cumprod(np.full(4 * count, 1664525, dtype=np.uint32), dtype=np.uint32)
        sums = np.cumsum(np.concatenate([np.ones(1, np.uint32), powers[:-1]]), dtype=np.uint32) if count else powers
        states = powers * np.uint32(seed * 2654435761 % 2**32) + sums * np.uint32(1013904223)
    uniforms = states.reshape(count, 4) / 2.0**32
    return (uniforms.sum(axis=1) - 2) * math.sqrt(3)
