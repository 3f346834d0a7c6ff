"""Finds the signature of functions, classes, partials and builtins."""
import dataclasses
import functools

from _inspect_signature import (
    _KEYWORD_ONLY,
    _POSITIONAL_ONLY,
    _POSITIONAL_OR_KEYWORD,
    _VAR_KEYWORD,
    _VAR_POSITIONAL,
    Parameter,
    Signature,
    _empty,
)
from _inspect_predicates import CO_VARARGS, CO_VARKEYWORDS, isclass, isfunction, ismethod, unwrap


def signature_of(obj, follow_wrapped):
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if ismethod(obj):
        return _without_first(signature_of(obj.__func__, follow_wrapped))
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__") or ismethod(f))
        if ismethod(obj):
            return signature_of(obj, follow_wrapped)
    own = getattr(obj, "__signature__", None)
    if isinstance(own, Signature):
        return own
    if isfunction(obj):
        return of_function(obj)
    if isinstance(obj, functools.partial):
        return _of_partial(obj, signature_of(obj.func, follow_wrapped))
    if isclass(obj):
        return _of_class(obj, follow_wrapped)
    text = getattr(obj, "__text_signature__", None)
    if text is not None:
        return _of_text(text, obj)
    call = getattr(type(obj), "__call__", None)
    if isfunction(call):
        return _without_first(signature_of(call, follow_wrapped))
    raise ValueError(f"no signature found for builtin {obj!r}")


def _without_first(found):
    parameters = list(found.parameters.values())
    if not parameters or parameters[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError("invalid method signature")
    if parameters[0].kind != _VAR_POSITIONAL:
        parameters.pop(0)
    return found.replace(parameters=parameters)


def of_function(function):
    code = function.__code__
    names = code.co_varnames
    count, only = code.co_argcount, code.co_posonlyargcount
    annotations = function.__annotations__
    defaults = function.__defaults__ or ()
    named_defaults = function.__kwdefaults__ or {}
    parameters = []

    def add(name, kind, default=_empty):
        parameters.append(Parameter(name, kind, default=default, annotation=annotations.get(name, _empty)))

    for i, name in enumerate(names[:count]):
        from_end = i - (count - len(defaults))
        kind = _POSITIONAL_ONLY if i < only else _POSITIONAL_OR_KEYWORD
        add(name, kind, defaults[from_end] if from_end >= 0 else _empty)
    rest = count + code.co_kwonlyargcount
    if code.co_flags & CO_VARARGS:
        add(names[rest], _VAR_POSITIONAL)
        rest += 1
    for name in names[count : count + code.co_kwonlyargcount]:
        add(name, _KEYWORD_ONLY, named_defaults.get(name, _empty))
    if code.co_flags & CO_VARKEYWORDS:
        add(names[rest], _VAR_KEYWORD)
    return Signature(parameters, return_annotation=annotations.get("return", _empty))


def _of_partial(partial, wrapped):
    try:
        bound = wrapped.bind_partial(*partial.args, **(partial.keywords or {})).arguments
    except TypeError as error:
        raise ValueError(f"partial object {partial!r} has incorrect arguments") from error
    parameters = []
    keyword_only = False
    for name, parameter in wrapped.parameters.items():
        if name in bound:
            if parameter.kind == _POSITIONAL_ONLY:
                continue
            if parameter.kind == _POSITIONAL_OR_KEYWORD:
                if name not in partial.keywords:
                    continue
                keyword_only = True
                parameter = parameter.replace(default=bound[name])
            elif parameter.kind == _KEYWORD_ONLY:
                parameter = parameter.replace(default=bound[name])
        if keyword_only:
            if parameter.kind == _VAR_POSITIONAL:
                continue
            if parameter.kind == _POSITIONAL_OR_KEYWORD:
                parameter = parameter.replace(kind=_KEYWORD_ONLY)
        parameters.append(parameter)
    return wrapped.replace(parameters=parameters)


def _of_class(cls, follow_wrapped):
    for base in cls.__mro__:
        for name in ("__new__", "__init__"):
            made = base.__dict__.get(name)
            if isinstance(made, (staticmethod, classmethod)):
                made = made.__func__
            if isfunction(made):
                return _without_first(signature_of(made, follow_wrapped))
        if "__dataclass_fields__" in base.__dict__ and "__init__" in base.__dict__:
            return _of_dataclass(base)
        text = base.__dict__.get("__text_signature__")
        if text is not None:
            return _of_text(text, cls)
    native = [base for base in cls.__mro__ if base.__module__ == "builtins"]
    if cls not in native and len(native) == 1:
        return Signature()
    raise ValueError(f"no signature found for builtin type {cls!r}")


def _of_dataclass(cls):
    parameters = []
    for field in cls.__dataclass_fields__.values():
        if field.init:
            default = _empty if field.default is dataclasses.MISSING else field.default
            if field.default_factory is not dataclasses.MISSING:
                default = _Shown("<factory>")
            kind = _KEYWORD_ONLY if field.kw_only else _POSITIONAL_OR_KEYWORD
            parameters.append(Parameter(field.name, kind, default=default, annotation=field.type))
    parameters.sort(key=lambda parameter: parameter.kind)
    return Signature(parameters, return_annotation=None)


def _of_text(text, obj):
    parameters = []
    kind = _POSITIONAL_OR_KEYWORD
    for part in _split(text.strip()[1:-1]):
        if part == "/":
            parameters = [parameter.replace(kind=_POSITIONAL_ONLY) for parameter in parameters]
        elif part == "*":
            kind = _KEYWORD_ONLY
        elif part.startswith("**"):
            parameters.append(Parameter(part[2:], _VAR_KEYWORD))
        elif part.startswith("*"):
            parameters.append(Parameter(part[1:], _VAR_POSITIONAL))
            kind = _KEYWORD_ONLY
        elif not part.startswith("$"):
            name, equals, default = part.partition("=")
            parameters.append(Parameter(name, kind, default=_literal(default) if equals else _empty))
    return Signature(parameters)


def _split(text):
    """The parts between the commas that are in no brackets or quotes."""
    parts, part, depth, quote = [], "", 0, ""
    for character in text:
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        elif character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
        elif character == "," and depth == 0:
            parts.append(part.strip())
            part = ""
            continue
        part += character
    return [*parts, part.strip()] if part.strip() else parts


class _Shown:
    """A default that is no literal: it shows as it is written."""

    def __init__(self, text):
        self._text = text

    def __repr__(self):
        return self._text


def _literal(text):
    text = text.strip()
    known = {"None": None, "True": True, "False": False, "...": ...}
    if text in known:
        return known[text]
    if text[:1] in ("'", '"') and text[-1:] == text[:1]:
        return text[1:-1]
    if text[:1] in ("(", "["):
        parts = [_literal(part) for part in _split(text[1:-1])]
        return tuple(parts) if text[0] == "(" else parts
    for number in (int, float):
        try:
            return number(text)
        except ValueError:
            pass
    return _Shown(text)
