"""Numbers and labels as figures write them."""

import math
import unicodedata


def round_digits(value, digits=7):
    """`digits` significant digits; what is not finite stays."""
    value = float(value)
    return float(f"{value:.{digits - 1}e}") if math.isfinite(value) else value


def rounded(values, digits=7):
    return [round_digits(value, digits) for value in values]


def format_number(value, digits=4):
    """Significant digits without trailing zeros; powers of ten from 1e6 on and below 1e-4."""
    value = float(value)
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    if value == 0:
        return "0"
    mantissa, power = f"{value:.{digits - 1}e}".split("e")
    exponent = int(power)
    if exponent < -4 or exponent >= max(6, digits):
        return f"{_trim(mantissa)}e{'-' if exponent < 0 else '+'}{abs(exponent):02d}"
    return _trim(f"{value:.{max(0, digits - 1 - exponent)}f}")


def _trim(text):
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_count(value):
    return f"{round(value):,}" if math.isfinite(value) else format_number(value)


def format_ulp(value):
    return format_count(value) if value < 1e7 else format_number(value, 3)


def plural(count, noun):
    return f"{format_count(count)} {noun}{'' if count == 1 else 's'}"


def shorten(text, limit):
    """On one line, at most `limit` characters, the middle left out."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    head = math.ceil((limit - 1) * 0.6)
    return f"{text[:head]}…{text[len(text) - (limit - 1 - head):]}"


def plain_number(value):
    """A number as a name: 24.0 is "24"."""
    value = float(value)
    return str(int(value)) if math.isfinite(value) and value == int(value) and abs(value) < 1e16 else repr(value)


def shape_text(shape):
    return f"({', '.join(map(str, shape))})"


def columns_text(header, rows, limit=20):
    """A table in text: columns aligned, numbers to the right, a long one with its middle left out."""
    cut = len(rows) > limit
    shown = [*rows[: limit - 3], *rows[-2:]] if cut else rows
    texts = [[str(label) for label in header], *([_cell(value) for value in row] for row in shown)]
    widths = [max(_width(row[c]) for row in texts) for c in range(len(header))]
    right = [all(not isinstance(row[c], str) for row in rows) for c in range(len(header))]
    lines = []
    for row in texts:
        padded = []
        for c, text in enumerate(row):
            gap = " " * (widths[c] - _width(text))
            padded.append(gap + text if right[c] else text + gap)
        lines.append("  ".join(padded).rstrip())
    if cut:
        lines.insert(limit - 2, f"... {len(rows) - len(shown)} more rows")
    return "\n".join(lines)


def _cell(value):
    if value is None:
        return ""
    return str(value) if isinstance(value, (str, bool)) else format_number(value, 6)


def _width(text):
    return sum(1 for character in text if not unicodedata.category(character).startswith("M"))
