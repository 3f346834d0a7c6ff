"""Warnings to standard error, with CPython's filters. `_where` and `_write` come from the machine."""

_order = ["default", "error", "ignore", "always", "module", "once"]
filters = [
    ("default", None, DeprecationWarning, "__main__", 0),
    ("ignore", None, DeprecationWarning, None, 0),
    ("ignore", None, PendingDeprecationWarning, None, 0),
    ("ignore", None, ImportWarning, None, 0),
    ("ignore", None, ResourceWarning, None, 0),
]
_initial = list(filters)
_seen = set()
_recorders = []


class WarningMessage:
    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source

    def __str__(self):
        return (
            f"{{message : {self.message!r}, category : {self.category.__name__!r}, "
            f"filename : {self.filename!r}, lineno : {self.lineno}, line : {self.line!r}}}"
        )


def formatwarning(message, category, filename, lineno, line=None):
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    if line is not None and line.strip():
        text += f"  {line.strip()}\n"
    return text


def showwarning(message, category, filename, lineno, file=None, line=None):
    text = formatwarning(message, category, filename, lineno, line)
    if file is None:
        _write(text)
    else:
        file.write(text)


def _matches(entry, text, category, module):
    _, message, kind, wanted, _ = entry
    if not issubclass(category, kind):
        return False
    if message is not None and not message.match(text):
        return False
    return wanted is None or wanted == module


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    filename, lineno, line = _where(stacklevel)
    _emit(message, category, filename, lineno, line)


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    _emit(message, category, filename, lineno, None)


def _emit(message, category, filename, lineno, line):
    text = str(message)
    instance = message if isinstance(message, Warning) else category(message)
    action = "default"
    for entry in filters:
        if _matches(entry, text, category, "__main__"):
            action = entry[0]
            break
    if action == "ignore":
        return
    if action == "error":
        raise instance
    if action in ("default", "module", "once"):
        key = (text, category) if action == "once" else (text, category, filename, 0 if action == "module" else lineno)
        if key in _seen:
            return
        _seen.add(key)
    if _recorders and _recorders[-1] is not None:
        _recorders[-1].append(WarningMessage(instance, category, filename, lineno, line=line))
    else:
        showwarning(instance, category, filename, lineno, None, line)


def _insert(entry, append):
    if entry in filters:
        filters.remove(entry)
    if append:
        filters.append(entry)
    else:
        filters.insert(0, entry)
    _seen.clear()


def simplefilter(action, category=Warning, lineno=0, append=False):
    if action not in _order:
        raise ValueError(f"invalid action: {action!r}")
    _insert((action, None, category, None, lineno), append)


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    if action not in _order:
        raise ValueError(f"invalid action: {action!r}")
    pattern = None
    if message:
        import re

        pattern = re.compile(message, re.I)
    _insert((action, pattern, category, module or None, lineno), append)


def resetwarnings():
    filters.clear()
    _seen.clear()


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._filter = None if action is None else (action, category, lineno, append)
        self._entered = False

    def __enter__(self):
        if self._entered:
            raise RuntimeError("Cannot enter catch_warnings() twice")
        self._entered = True
        self._saved = list(filters)
        self._saved_seen = set(_seen)
        _seen.clear()
        log = [] if self._record else None
        _recorders.append(log if self._record else (_recorders[-1] if _recorders else None))
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError("Cannot exit catch_warnings() without entering first")
        filters[:] = self._saved
        _seen.clear()
        _seen.update(self._saved_seen)
        _recorders.pop()


class deprecated:
    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        self.message = message
        self.category = category
        self.stacklevel = stacklevel

    def __call__(self, function, /):
        if self.category is None:
            return function

        def wrapper(*args, **kwargs):
            warn(self.message, self.category, stacklevel=self.stacklevel + 1)
            return function(*args, **kwargs)

        wrapper.__name__ = function.__name__
        wrapper.__doc__ = function.__doc__
        wrapper.__deprecated__ = self.message
        return wrapper
