"""Readable printing of nested data."""
import sys
from collections import Counter, OrderedDict, defaultdict, deque
from dataclasses import fields, is_dataclass


def _ordered(items, key=lambda item: item):
    items = list(items)
    try:
        return sorted(items, key=key)
    except TypeError:
        return sorted(items, key=lambda item: (str(type(key(item))), repr(key(item))))


class PrettyPrinter:
    def __init__(
        self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True, underscore_numbers=False
    ):
        if int(indent) < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._indent = int(indent)
        self._width = int(width)
        self._depth = depth
        self._stream = stream
        self._compact = bool(compact)
        self._sort_dicts = sort_dicts
        self._underscore_numbers = underscore_numbers

    def pprint(self, object):
        stream = self._stream or sys.stdout
        stream.write(self.pformat(object) + "\n")

    def pformat(self, object):
        out = []
        self._format(object, out.append, 0, 0, set(), 0)
        return "".join(out)

    def isrecursive(self, object):
        return "<Recursion on" in self._repr(object, set(), 0)

    def isreadable(self, object):
        return not self.isrecursive(object)

    def _format(self, object, write, indent, allowance, context, level):
        if id(object) in context:
            write(_recursion(object))
            return
        text = self._repr(object, context, level)
        if len(text) > self._width - indent - allowance:
            broken = self._broken_form(object)
            if broken is not None and not (self._depth is not None and level + 1 > self._depth):
                context.add(id(object))
                broken(object, write, indent, allowance, context, level + 1)
                context.discard(id(object))
                return
        write(text)

    def _broken_form(self, object):
        """How an object that does not fit on its line is broken up."""
        form = {
            dict.__repr__: self._write_dict,
            OrderedDict.__repr__: self._write_ordered_dict,
            list.__repr__: self._write_list,
            tuple.__repr__: self._write_tuple,
            set.__repr__: self._write_set,
            frozenset.__repr__: self._write_set,
            str.__repr__: self._write_string,
            deque.__repr__: self._write_deque,
            defaultdict.__repr__: self._write_defaultdict,
            Counter.__repr__: self._write_counter,
        }.get(type(object).__repr__)
        if form is None and is_dataclass(object) and not isinstance(object, type):
            if getattr(object.__repr__, "__qualname__", "") == type(object).__qualname__ + ".__repr__":
                return self._write_dataclass
        return form

    def _write_dict(self, object, write, indent, allowance, context, level):
        write("{")
        if self._indent > 1:
            write((self._indent - 1) * " ")
        if len(object):
            items = _ordered(object.items(), lambda item: item[0]) if self._sort_dicts else list(object.items())
            self._write_dict_items(items, write, indent, allowance + 1, context, level)
        write("}")

    def _write_ordered_dict(self, object, write, indent, allowance, context, level):
        if not len(object):
            write(repr(object))
            return
        write(type(object).__name__ + "(")
        self._format(list(object.items()), write, indent + len(type(object).__name__) + 1, allowance + 1, context, level)
        write(")")

    def _write_dict_items(self, items, write, indent, allowance, context, level):
        indent += self._indent
        separator = ",\n" + " " * indent
        for i, (key, value) in enumerate(items):
            last = i == len(items) - 1
            name = self._repr(key, context, level)
            write(name + ": ")
            self._format(value, write, indent + len(name) + 2, allowance if last else 1, context, level)
            if not last:
                write(separator)

    def _write_items(self, items, write, indent, allowance, context, level):
        indent += self._indent
        if self._indent > 1:
            write((self._indent - 1) * " ")
        separator = ",\n" + " " * indent
        between = ""
        width = room = self._width - indent + 1
        for i, item in enumerate(items):
            last = i == len(items) - 1
            if last:
                room -= allowance
                width -= allowance
            if self._compact:
                text = self._repr(item, context, level)
                needed = len(text) + 2
                if room < needed:
                    room = width
                    if between:
                        between = separator
                if room >= needed:
                    room -= needed
                    write(between + text)
                    between = ", "
                    continue
            write(between)
            between = separator
            self._format(item, write, indent, allowance if last else 1, context, level)

    def _write_list(self, object, write, indent, allowance, context, level):
        write("[")
        self._write_items(object, write, indent, allowance + 1, context, level)
        write("]")

    def _write_tuple(self, object, write, indent, allowance, context, level):
        write("(")
        end = ",)" if len(object) == 1 else ")"
        self._write_items(object, write, indent, allowance + len(end), context, level)
        write(end)

    def _write_set(self, object, write, indent, allowance, context, level):
        if not len(object):
            write(repr(object))
            return
        if type(object) is set:
            start, end = "{", "}"
        else:
            start, end = type(object).__name__ + "({", "})"
            indent += len(type(object).__name__) + 1
        write(start)
        self._write_items(_ordered(object), write, indent, allowance + len(end), context, level)
        write(end)

    def _write_deque(self, object, write, indent, allowance, context, level):
        if not len(object):
            write(repr(object))
            return
        name = type(object).__name__
        write(name + "(")
        indent += len(name) + 1
        write("[")
        if object.maxlen is None:
            self._write_items(object, write, indent, allowance + 2, context, level)
            write("])")
        else:
            self._write_items(object, write, indent, 2, context, level)
            write("],\n" + " " * indent + f"maxlen={object.maxlen!r})")

    def _write_defaultdict(self, object, write, indent, allowance, context, level):
        if not len(object):
            write(repr(object))
            return
        name = type(object).__name__
        indent += len(name) + 1
        write(f"{name}({self._repr(object.default_factory, context, level)},\n{' ' * indent}")
        self._write_dict(object, write, indent, allowance + 1, context, level)
        write(")")

    def _write_counter(self, object, write, indent, allowance, context, level):
        if not len(object):
            write(repr(object))
            return
        name = type(object).__name__
        write(name + "({")
        if self._indent > 1:
            write((self._indent - 1) * " ")
        self._write_dict_items(object.most_common(), write, indent + len(name) + 1, allowance + 2, context, level)
        write("})")

    def _write_dataclass(self, object, write, indent, allowance, context, level):
        name = type(object).__name__
        indent += len(name) + 1
        items = [(f.name, getattr(object, f.name)) for f in fields(object) if f.repr]
        write(name + "(")
        separator = ",\n" + " " * indent
        for i, (field, value) in enumerate(items):
            last = i == len(items) - 1
            write(field + "=")
            if id(value) in context:
                write("...")
            else:
                self._format(value, write, indent + len(field) + 1, allowance if last else 1, context, level)
            if not last:
                write(separator)
        write(")")

    def _write_string(self, object, write, indent, allowance, context, level):
        if not len(object):
            write(repr(object))
            return
        chunks = []
        lines = object.splitlines(True)
        if level == 1:
            indent += 1
            allowance += 1
        room = limit = self._width - indent
        text = ""
        for i, line in enumerate(lines):
            text = repr(line)
            if i == len(lines) - 1:
                limit -= allowance
            if len(text) <= limit:
                chunks.append(text)
                continue
            parts = _words(line)
            current = ""
            room = self._width - indent
            for j, part in enumerate(parts):
                candidate = current + part
                if j == len(parts) - 1 and i == len(lines) - 1:
                    room -= allowance
                if len(repr(candidate)) > room:
                    if current:
                        chunks.append(repr(current))
                    current = part
                else:
                    current = candidate
            if current:
                chunks.append(repr(current))
        if len(chunks) == 1:
            write(text)
            return
        if level == 1:
            write("(")
        write(("\n" + " " * indent).join(chunks))
        if level == 1:
            write(")")

    def _repr(self, object, context, level):
        if isinstance(object, int) and not isinstance(object, bool) and self._underscore_numbers:
            return f"{object:_d}"
        kind = type(object).__repr__
        if kind is dict.__repr__ or kind is list.__repr__ or kind is tuple.__repr__:
            return self._container_repr(object, kind, context, level)
        return repr(object)

    def _container_repr(self, object, kind, context, level):
        if not object:
            return {dict.__repr__: "{}", list.__repr__: "[]"}.get(kind, "()")
        if self._depth is not None and level >= self._depth:
            return {dict.__repr__: "{...}", list.__repr__: "[...]"}.get(kind, "(...)")
        if id(object) in context:
            return _recursion(object)
        context.add(id(object))
        if kind is dict.__repr__:
            items = _ordered(object.items(), lambda item: item[0]) if self._sort_dicts else object.items()
            parts = [f"{self._repr(key, context, level + 1)}: {self._repr(value, context, level + 1)}" for key, value in items]
            text = "{" + ", ".join(parts) + "}"
        else:
            inner = ", ".join([self._repr(item, context, level + 1) for item in object])
            text = f"[{inner}]" if kind is list.__repr__ else f"({inner},)" if len(object) == 1 else f"({inner})"
        context.discard(id(object))
        return text


def _words(line):
    """A line in pieces that each end in white space."""
    parts, current, in_space = [], "", False
    for c in line:
        if in_space and not c.isspace():
            parts.append(current)
            current = ""
        in_space = c.isspace()
        current += c
    return parts + [current] if current else parts


def _recursion(object):
    return f"<Recursion on {type(object).__name__} with id={id(object)}>"


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    return PrettyPrinter(
        indent, width, depth, compact=compact, sort_dicts=sort_dicts, underscore_numbers=underscore_numbers
    ).pformat(object)


def pprint(
    object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False
):
    PrettyPrinter(
        indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts, underscore_numbers=underscore_numbers
    ).pprint(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    return PrettyPrinter()._repr(object, set(), 0)


def isreadable(object):
    return PrettyPrinter().isreadable(object)


def isrecursive(object):
    return PrettyPrinter().isrecursive(object)
