"""Character classes as strings, and templates."""
import re as _re

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    return (sep or " ").join(map(str.capitalize, s.split(sep)))


class Template:
    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"

    def __init__(self, template):
        self.template = template

    def __init_subclass__(cls):
        super().__init_subclass__()
        cls.pattern = _template_pattern(cls.delimiter, cls.idpattern)

    def _substituted(self, values, strict):
        def replace(match):
            name = match.group("named") or match.group("braced")
            if name is not None:
                if not strict and name not in values:
                    return match.group()
                return str(values[name])
            if match.group("escaped") is not None:
                return self.delimiter
            if not strict:
                return match.group()
            lines = self.template[: match.start("invalid")].splitlines(keepends=True)
            lineno = max(len(lines), 1)
            colno = match.start("invalid") - len("".join(lines[:-1])) if lines else 1
            raise ValueError(f"Invalid placeholder in string: line {lineno}, col {colno}")

        return self.pattern.sub(replace, self.template)

    def substitute(self, mapping={}, /, **kws):
        return self._substituted({**mapping, **kws}, True)

    def safe_substitute(self, mapping={}, /, **kws):
        return self._substituted({**mapping, **kws}, False)

    def get_identifiers(self):
        found = []
        for match in self.pattern.finditer(self.template):
            name = match.group("named") or match.group("braced")
            if name is not None and name not in found:
                found.append(name)
        return found

    def is_valid(self):
        return all(match.group("invalid") is None for match in self.pattern.finditer(self.template))


def _template_pattern(delimiter, identifier):
    mark = _re.escape(delimiter)
    return _re.compile(
        rf"{mark}(?:(?P<escaped>{mark})|(?P<named>{identifier})|{{(?P<braced>{identifier})}}|(?P<invalid>))",
        _re.IGNORECASE,
    )


Template.pattern = _template_pattern(Template.delimiter, Template.idpattern)


class Formatter:
    """str.format in steps that a subclass may take otherwise."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used, depth, automatic=0):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        result = []
        for text, name, spec, conversion in self.parse(format_string):
            if text:
                result.append(text)
            if name is None:
                continue
            if name == "":
                if automatic is False:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                name = str(automatic)
                automatic += 1
            elif name.isdigit():
                if automatic:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                automatic = False
            value, first = self.get_field(name, args, kwargs)
            used.add(first)
            value = self.convert_field(value, conversion)
            spec, automatic = self._vformat(spec, args, kwargs, used, depth - 1, automatic)
            result.append(self.format_field(value, spec))
        return "".join(result), automatic

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")

    def parse(self, format_string):
        return _fields(format_string)

    def get_field(self, field_name, args, kwargs):
        first, rest = _field_name(field_name)
        value = self.get_value(first, args, kwargs)
        for is_attribute, name in rest:
            value = getattr(value, name) if is_attribute else value[name]
        return value, first


def _fields(template):
    """Literal text, then a field's name, format and conversion, over and over."""
    at, end = 0, len(template)
    while at < end:
        literal = ""
        while at < end and template[at] not in "{}":
            literal += template[at]
            at += 1
        if at == end:
            yield literal, None, None, None
            return
        brace = template[at]
        at += 1
        if at < end and template[at] == brace:
            yield literal + brace, None, None, None
            at += 1
            continue
        if brace == "}":
            raise ValueError("Single '}' encountered in format string")
        if at == end:
            raise ValueError("Single '{' encountered in format string")
        start, depth, bracket = at, 1, False
        name_end = None
        while depth:
            if at == end:
                unmatched = name_end is not None and template[name_end] == "!"
                raise ValueError("unmatched '{' in format spec" if unmatched else "expected '}' before end of string")
            c = template[at]
            if name_end is None:
                if c == "[":
                    bracket = True
                elif c == "]":
                    bracket = False
                elif bracket:
                    pass
                elif c == "{":
                    raise ValueError("unexpected '{' in field name")
                elif c in ":!}":
                    name_end = at
            if name_end is not None:
                depth += (c == "{") - (c == "}")
            at += 1
        yield literal, *_parts(template[start : name_end], template[name_end : at - 1])


def _parts(name, rest):
    if not rest.startswith("!"):
        return name, rest[1:], None
    if len(rest) == 1:
        raise ValueError("unmatched '{' in format spec")
    conversion, after = rest[1], rest[2:]
    if after and after[0] != ":":
        raise ValueError("expected ':' after conversion specifier")
    return name, after[1:], conversion


def _field_name(text):
    """The first part of a field's name, an int where it is a number, and the lookups after it."""
    stop = min([i for i in (text.find("."), text.find("[")) if i >= 0], default=len(text))
    first, at = text[:stop], stop
    rest = []
    while at < len(text):
        if text[at] == ".":
            stop = min([i for i in (text.find(".", at + 1), text.find("[", at + 1)) if i >= 0], default=len(text))
            name = text[at + 1 : stop]
            rest.append((True, name))
        elif text[at] == "[":
            stop = text.find("]", at)
            if stop < 0:
                raise ValueError("Missing ']' in format string")
            name = text[at + 1 : stop]
            rest.append((False, int(name) if name.isdigit() else name))
            stop += 1
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
        if not name:
            raise ValueError("Empty attribute in format string")
        at = stop
    return (int(first) if first.isdigit() else first), rest
