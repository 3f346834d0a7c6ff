"""Character classes and simple templates."""

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
    return (sep or " ").join(word.capitalize() for word in s.split(sep))


class Template:
    """`$name` and `${name}` are replaced; `$$` is a dollar."""

    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _fill(self, mapping, safe):
        out = []
        text = self.template
        i = 0
        while i < len(text):
            if text[i] != "$":
                out.append(text[i])
                i += 1
                continue
            rest = text[i + 1 :]
            if rest.startswith("$"):
                out.append("$")
                i += 2
                continue
            braced = rest.startswith("{")
            body = rest[1:] if braced else rest
            end = 0
            while end < len(body) and (body[end] == "_" or (body[end].isascii() and body[end].isalnum())):
                end += 1
            name = body[:end]
            if not name or name[0].isdigit() or (braced and body[end : end + 1] != "}"):
                if not safe:
                    lines = text[:i].splitlines(keepends=True)
                    line = max(len(lines), 1)
                    column = i - len("".join(lines[:-1])) + 1
                    raise ValueError(f"Invalid placeholder in string: line {line}, col {column}")
                out.append("$")
                i += 1
                continue
            length = 1 + end + (2 if braced else 0)
            if safe and name not in mapping:
                out.append(text[i : i + length])
            else:
                out.append(str(mapping[name]))
            i += length
        return "".join(out)

    def substitute(self, mapping={}, /, **kws):
        return self._fill({**mapping, **kws}, False)

    def safe_substitute(self, mapping={}, /, **kws):
        return self._fill({**mapping, **kws}, True)


class Formatter:
    def format(self, format_string, /, *args, **kwargs):
        return format_string.format(*args, **kwargs)

    def vformat(self, format_string, args, kwargs):
        return format_string.format(*args, **kwargs)
