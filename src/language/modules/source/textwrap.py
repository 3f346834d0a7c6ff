"""Wrapping, filling and dedenting text."""


def _chunks(text):
    return text.expandtabs().split()


def wrap(text, width=70, *, initial_indent="", subsequent_indent="", break_long_words=True, max_lines=None, placeholder=" [...]"):
    if width <= 0:
        raise ValueError(f"invalid width {width!r} (must be > 0)")
    lines = []
    words = _chunks(text)[::-1]
    while words:
        indent = subsequent_indent if lines else initial_indent
        room = width - len(indent)
        line = ""
        while words:
            word = words[-1]
            extended = word if not line else line + " " + word
            if len(extended) <= room:
                line = extended
                words.pop()
            elif not line and break_long_words and len(word) > room:
                cut = max(room, 1)
                line = word[:cut]
                words[-1] = word[cut:]
                break
            elif not line:
                line = words.pop()
                break
            else:
                break
        if max_lines is not None and len(lines) + 1 == max_lines and words:
            kept = line
            while kept and len(kept + placeholder) > room:
                kept = kept[: kept.rfind(" ")] if " " in kept else ""
            lines.append(indent + (kept + placeholder if kept else placeholder.lstrip()))
            return lines
        lines.append(indent + line)
    return lines


def fill(text, width=70, **kwargs):
    return "\n".join(wrap(text, width, **kwargs))


def shorten(text, width, **kwargs):
    return fill(" ".join(text.split()), width, max_lines=1, **kwargs)


def dedent(text):
    lines = text.split("\n")
    margin = None
    for i, line in enumerate(lines):
        if not line.strip(" \t"):
            lines[i] = ""
            continue
        lead = line[: len(line) - len(line.lstrip(" \t"))]
        if margin is None:
            margin = lead
        else:
            common = 0
            while common < min(len(margin), len(lead)) and margin[common] == lead[common]:
                common += 1
            margin = margin[:common]
    if margin:
        lines = [line[len(margin) :] if line else line for line in lines]
    return "\n".join(lines)


def indent(text, prefix, predicate=None):
    keep = (lambda line: line.strip()) if predicate is None else predicate
    return "".join(prefix + line if keep(line) else line for line in text.splitlines(True))
