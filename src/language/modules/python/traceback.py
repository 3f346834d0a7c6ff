"""The text of exceptions and of where they passed, as the interpreter itself prints it."""
import re as _re
import sys as _sys

_unset = object()
_import_hint = _re.compile(r"(Did you forget to import '\w+')\?\n$")


def _exception_of(exc, value, tb):
    if (value is _unset) != (tb is _unset):
        raise ValueError("Both or neither of value and tb must be given")
    if value is _unset:
        if exc is None or isinstance(exc, BaseException):
            return exc
        raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
    return value


def _without_mark(lines):
    """The interpreter ends this suggestion with a question mark, this module does not."""
    return [_import_hint.sub(r"\1\n", line) for line in lines]


def format_exception(exc, /, value=_unset, tb=_unset, limit=None, chain=True):
    exception = _exception_of(exc, value, tb)
    if exception is None:
        return ["NoneType: None\n"]
    return _without_mark(_last(exception) if tb is None else _parts(exception, limit, chain))


def format_exception_only(exc, /, value=_unset):
    exception = exc if value is _unset else value
    if exception is None:
        return ["NoneType: None\n"]
    return _without_mark(_last(exception))


def print_exception(exc, /, value=_unset, tb=_unset, limit=None, file=None, chain=True):
    _write(format_exception(exc, value, tb, limit, chain), file)


def format_exc(limit=None, chain=True):
    return "".join(format_exception(_sys.exception(), limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    _write(format_exception(_sys.exception(), limit=limit, chain=chain), file)


def format_tb(tb, limit=None):
    return _frames(tb, limit)


def print_tb(tb, limit=None, file=None):
    _write(_frames(tb, limit), file)


def _write(lines, file):
    print("".join(lines), file=_sys.stderr if file is None else file, end="")


class FrameSummary:
    __slots__ = ("filename", "lineno", "name", "line", "_text")

    def __init__(self, filename, lineno, name, *, line=None, _text=None):
        self._text = _text
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self.line = line

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return tuple(self) == tuple(other)
        if isinstance(other, tuple):
            return tuple(self) == other
        return NotImplemented

    def __getitem__(self, position):
        return (self.filename, self.lineno, self.name, self.line)[position]

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __len__(self):
        return 4

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


class StackSummary(list):
    @classmethod
    def from_list(cls, a_list):
        result = cls()
        for frame in a_list:
            if isinstance(frame, FrameSummary):
                result.append(frame)
            else:
                filename, lineno, name, line = frame
                result.append(FrameSummary(filename, lineno, name, line=line or None))
        return result

    def format(self):
        return [_shown_frame(frame) for frame in self]


def _shown_frame(frame):
    if frame._text is not None:
        return frame._text
    place = frame.filename if frame.filename.startswith("Cell In[") else f'File "{frame.filename}"'
    text = f"  {place}, line {frame.lineno}, in {frame.name}\n"
    return f"{text}    {frame.line.strip()}\n" if frame.line else text


def extract_tb(tb, limit=None):
    return StackSummary(
        FrameSummary(file, line, name, line=text, _text=shown) for file, line, name, text, shown in _entries(tb, limit)
    )


def extract_stack(f=None, limit=None):
    if f is not None:
        raise NotImplementedError("traceback.extract_stack of a frame is not part of the cell language: leave f out")
    frames = _running()
    if limit is not None:
        frames = frames[-limit:] if limit >= 0 else frames[:-limit]
    return StackSummary.from_list(frames)


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    _write(format_list(extracted_list), file)


def format_stack(f=None, limit=None):
    return format_list(extract_stack(f, limit))


def print_stack(f=None, limit=None, file=None):
    _write(format_stack(f, limit), file)
