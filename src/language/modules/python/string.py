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
    def format(self, format_string, /, *args, **kwargs):
        return format_string.format(*args, **kwargs)

    def vformat(self, format_string, args, kwargs):
        return format_string.format(*args, **kwargs)
