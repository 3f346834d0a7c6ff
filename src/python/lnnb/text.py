"""The text form of a figure: its title, and the table that says what the picture would."""

from .formatting import columns_text, format_number, format_ulp


def text_of_payload(payload):
    form = _forms.get(payload["kind"])
    parts = [payload["title"], *(form(payload) if form else []), *(f"Note: {note}" for note in payload["notes"])]
    return "\n".join(part for part in parts if part) + "\n"


def _number(value):
    return float(value) if isinstance(value, str) else value


def _statistics(label, s):
    quantiles = s["quantiles"]
    row = [s["mean"], s["std"], s["min"], quantiles[3], s["max"], s["count"], s["nan"], s["positiveInfinity"] + s["negativeInfinity"]]
    return [label, *map(_number, row)]


_statistics_header = ["", "mean", "std", "min", "median", "max", "values", "NaN", "inf"]


def _distribution(p):
    return [columns_text(_statistics_header, [_statistics(s["label"], s["overall"]["statistics"]) for s in p["series"]])]


def _lines(p):
    if all(line["x"] == p["series"][0]["x"] for line in p["series"]):
        rows = [[_number(x), *(_number(line["y"][i]) for line in p["series"])] for i, x in enumerate(p["series"][0]["x"])]
        return [columns_text([p["x"]["label"] or "x", *(line["label"] for line in p["series"])], rows)]
    return [columns_text([p["x"]["label"] or "x", line["label"]], [[_number(x), _number(y)] for x, y in zip(line["x"], line["y"])]) for line in p["series"]]


def _bars(p):
    columns = [*p["series"], *([p["markers"]] if p["markers"] else [])]
    rows = [[name, *(_number(column["values"][i]) for column in columns)] for i, name in enumerate(p["categories"])]
    return [columns_text([p["categoryLabel"], *(column["label"] for column in columns)], rows)]


def _scatter(p):
    rows = [[series["label"], _number(x), _number(y)] for series in p["series"] for x, y in zip(series["x"], series["y"])]
    return [columns_text(["", p["x"]["label"] or "x", p["y"]["label"] or "y"], rows, 12)]


def _heatmap(p):
    grid = p["grid"]
    width = grid["columns"]
    rows = [
        [(p["rowNames"] or {}).__getitem__(r) if p["rowNames"] else str(r), *map(_number, grid["values"][r * width : (r + 1) * width][:12])]
        for r in range(grid["rows"])
    ]
    names = p["columnNames"] or [str(c) for c in range(width)]
    return [columns_text([p["rowLabel"], *names[:12]], rows), "" if width <= 12 else f"... {width - 12} more columns"]


def _table(p):
    rows = [[_number(value) if column["numeric"] else value for column, value in zip(p["columns"], row)] for row in p["rows"]]
    return [columns_text([column["label"] for column in p["columns"]], rows)]


def _compare(p):
    return [_verdict(p["comparison"]), _worst(p["comparison"], p["first"]["label"], p["second"]["label"])]


def _verdict(c):
    numbers = f"max abs {format_number(_number(c['maxAbsolute']), 3)}, max rel {format_number(_number(c['maxRelative']), 3)}, max {format_ulp(_number(c['maxUlp']))} ulp"
    return f"[{'ok' if c['ok'] else 'wrong'}] {numbers}"


def _worst(c, first, second):
    rows = [[str(e["index"]), *(_number(e[key]) for key in ("a", "b", "absolute", "relative", "ulp"))] for e in c["worst"]]
    return columns_text(["index", first, second, "absolute", "relative", "ulp"], rows) if rows else ""


def _check_gradients(p):
    return [f"{tensor['name']}: {_verdict(tensor['comparison'])}" for tensor in p["tensors"]]


def _steps(p):
    parts = [f"  {line}" for line in p["formula"]]
    for row in p["rows"]:
        scalars = ", ".join(f"{s['name']} {s['symbol']} = {format_number(_number(s['value']), 6)}" for s in row["scalars"])
        cells = [[name, *(_number(column["values"][i]) for column in row["columns"])] for i, name in enumerate(p["features"])]
        parts += [f"{row['label']}: {scalars}", columns_text(["feature", *(column["symbol"] for column in row["columns"])], cells)]
    return parts


def _gradient_terms(p):
    return [f"  {line}" for line in p["formula"]] + [columns_text(["term", "norm"], [[name, _number(value)] for name, value in p["norms"].items()])]


def _trace(p):
    found = p["firstNotFinite"]
    direction = found and ("comes out of" if found["direction"] == "forward" else "arrives as a gradient at")
    name = found and found["module"]
    types = [m["type"] for m in p["modules"] if m["name"] == name]
    where = f"{name} ({types[0]})" if types and types[0] != name else name
    rows = [
        [m["name"], m["type"], *_statistics("", m["forward"]["statistics"])[1:3], *([_number(m["backward"]["norm"])] if m["backward"] else [None])]
        for m in p["modules"]
    ]
    return [f"The first {found['what']} {direction} {where}." if found else "", columns_text(["module", "type", "mean", "std", "|gradient|"], rows)]


def _quiz(p):
    parts = []
    for i, question in enumerate(p["questions"]):
        choices = [f"  {chr(97 + k)}) {choice}" for k, choice in enumerate(question["choices"])]
        parts += [f"{i + 1}. {question['question']}", *choices]
    return parts


def _interact(p):
    state = p["state"]
    settings = ", ".join(f"{c['name']} = {c['values'][i]}" for c, i in zip(p["controls"], state["settings"]))
    return [f"At {settings}.", *(text_of_payload(figure) for figure in state["figures"]), state["text"]]


_forms = {
    "distribution": _distribution,
    "lines": _lines,
    "sweep": _lines,
    "bars": _bars,
    "scatter": _scatter,
    "heatmap": _heatmap,
    "table": _table,
    "compare": _compare,
    "check_gradients": _check_gradients,
    "steps": _steps,
    "gradient_terms": _gradient_terms,
    "trace": _trace,
    "quiz": _quiz,
    "interact": _interact,
}
