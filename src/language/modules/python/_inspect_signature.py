"""The parts of inspect that a signature is made of, and how a call binds to it."""
import enum
import types
from collections import OrderedDict


class _empty:
    """Marks what a parameter or a signature does not have."""

    __module__ = "inspect"


class _ParameterKind(enum.IntEnum):
    __module__ = "inspect"
    POSITIONAL_ONLY = 0
    POSITIONAL_OR_KEYWORD = 1
    VAR_POSITIONAL = 2
    KEYWORD_ONLY = 3
    VAR_KEYWORD = 4

    def __str__(self):
        return self.name

    @property
    def description(self):
        return ("positional-only", "positional or keyword", "variadic positional", "keyword-only", "variadic keyword")[
            self.value
        ]


_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD = _ParameterKind
_VARIADIC = (_VAR_POSITIONAL, _VAR_KEYWORD)


def formatannotation(annotation, base_module=None):
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return f"{annotation.__module__}.{annotation.__qualname__}"
    return repr(annotation)


class Parameter:
    __module__ = "inspect"
    POSITIONAL_ONLY = _POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _VAR_POSITIONAL
    KEYWORD_ONLY = _KEYWORD_ONLY
    VAR_KEYWORD = _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind") from None
        if default is not _empty and self._kind in _VARIADIC:
            raise ValueError(f"{self._kind.description} parameters cannot have default values")
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name = name
        self._default = default
        self._annotation = annotation

    name = property(lambda self: self._name)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)
    kind = property(lambda self: self._kind)

    def replace(self, *, name=_empty, kind=_empty, annotation=_empty, default=_empty):
        given = lambda value, own: own if value is _empty else value
        return type(self)(
            given(name, self._name),
            given(kind, self._kind),
            default=given(default, self._default),
            annotation=given(annotation, self._annotation),
        )

    def __str__(self):
        text = self._name
        if self._annotation is not _empty:
            text = f"{text}: {formatannotation(self._annotation)}"
        if self._default is not _empty:
            text += f" = {self._default!r}" if self._annotation is not _empty else f"={self._default!r}"
        return "*" * (self._kind in _VARIADIC) + "*" * (self._kind == _VAR_KEYWORD) + text

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def _parts(self):
        return self._name, self._kind, self._annotation, self._default

    def __hash__(self):
        return hash(self._parts())

    def __eq__(self, other):
        if self is other:
            return True
        return self._parts() == other._parts() if isinstance(other, Parameter) else NotImplemented


class BoundArguments:
    __module__ = "inspect"
    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    signature = property(lambda self: self._signature)

    @property
    def args(self):
        values = []
        for name, parameter in self._signature.parameters.items():
            if parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY) or name not in self.arguments:
                break
            if parameter.kind == _VAR_POSITIONAL:
                values.extend(self.arguments[name])
            else:
                values.append(self.arguments[name])
        return tuple(values)

    @property
    def kwargs(self):
        values = {}
        started = False
        for name, parameter in self._signature.parameters.items():
            if not started:
                if parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                    started = True
                elif name not in self.arguments:
                    started = True
                    continue
            if not started or name not in self.arguments:
                continue
            if parameter.kind == _VAR_KEYWORD:
                values.update(self.arguments[name])
            else:
                values[name] = self.arguments[name]
        return values

    def apply_defaults(self):
        filled = {}
        for name, parameter in self._signature.parameters.items():
            if name in self.arguments:
                filled[name] = self.arguments[name]
            elif parameter.default is not _empty:
                filled[name] = parameter.default
            elif parameter.kind == _VAR_POSITIONAL:
                filled[name] = ()
            elif parameter.kind == _VAR_KEYWORD:
                filled[name] = {}
        self.arguments = filled

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self._signature == other._signature and self.arguments == other.arguments

    __hash__ = None

    def __repr__(self):
        return f"<{type(self).__name__} ({', '.join(f'{name}={value!r}' for name, value in self.arguments.items())})>"


class Signature:
    __module__ = "inspect"
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        ordered = OrderedDict()
        highest = _POSITIONAL_ONLY
        defaults = False
        for parameter in parameters or ():
            kind = parameter.kind
            if kind < highest:
                raise ValueError(
                    f"wrong parameter order: {highest.description} parameter before {kind.description} parameter"
                )
            highest = kind
            if kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
                if parameter.default is not _empty:
                    defaults = True
                elif defaults:
                    raise ValueError("non-default argument follows default argument")
            if parameter.name in ordered:
                raise ValueError(f"duplicate parameter name: {parameter.name!r}")
            ordered[parameter.name] = parameter
        self._parameters = types.MappingProxyType(ordered)
        self._return_annotation = return_annotation

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        # Reading builds on these classes.
        from _inspect_reading import signature_of

        return signature_of(obj, follow_wrapped)

    def replace(self, *, parameters=_empty, return_annotation=_empty):
        return type(self)(
            self._parameters.values() if parameters is _empty else parameters,
            return_annotation=self._return_annotation if return_annotation is _empty else return_annotation,
        )

    def bind(self, /, *args, **kwargs):
        return self._bound(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        return self._bound(args, kwargs, True)

    def _bound(self, args, kwargs, partial):
        arguments = {}
        kwargs = dict(kwargs)
        waiting = list(self._parameters.values())
        position = 0
        passed_rest = False
        while waiting:
            parameter = waiting[0]
            name, kind = parameter.name, parameter.kind
            if kind in (_KEYWORD_ONLY, _VAR_KEYWORD):
                break
            if kind == _VAR_POSITIONAL:
                passed_rest = True
                if position < len(args):
                    arguments[name] = tuple(args[position:])
                    position = len(args)
                waiting.pop(0)
                continue
            if position >= len(args):
                break
            if name in kwargs and kind != _POSITIONAL_ONLY:
                raise TypeError(f"multiple values for argument {name!r}")
            arguments[name] = args[position]
            position += 1
            waiting.pop(0)
        if position < len(args):
            raise TypeError("too many positional arguments")
        first = None if passed_rest or not waiting else waiting[0]
        for parameter in waiting:
            name, kind = parameter.name, parameter.kind
            if kind in _VARIADIC:
                continue
            if name in kwargs:
                if kind == _POSITIONAL_ONLY:
                    raise TypeError(f"{name!r} parameter is positional only, but was passed as a keyword")
                arguments[name] = kwargs.pop(name)
            elif not partial and parameter.default is _empty:
                only = " keyword-only" if kind == _KEYWORD_ONLY and parameter is first else ""
                raise TypeError(f"missing a required{only} argument: {name!r}")
        if kwargs:
            rest = next((p for p in self._parameters.values() if p.kind == _VAR_KEYWORD), None)
            if rest is None:
                raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
            arguments[rest.name] = kwargs
        return BoundArguments(self, {name: arguments[name] for name in self._parameters if name in arguments})

    def __str__(self):
        shown = []
        slash_due = False
        star_due = True
        for parameter in self._parameters.values():
            kind = parameter.kind
            if kind == _POSITIONAL_ONLY:
                slash_due = True
            elif slash_due:
                shown.append("/")
                slash_due = False
            if kind == _VAR_POSITIONAL:
                star_due = False
            elif kind == _KEYWORD_ONLY and star_due:
                shown.append("*")
                star_due = False
            shown.append(str(parameter))
        if slash_due:
            shown.append("/")
        text = f"({', '.join(shown)})"
        if self._return_annotation is not _empty:
            text += f" -> {formatannotation(self._return_annotation)}"
        return text

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"

    def _parts(self):
        positional = tuple(p for p in self._parameters.values() if p.kind != _KEYWORD_ONLY)
        named = {p.name: p for p in self._parameters.values() if p.kind == _KEYWORD_ONLY}
        return positional, named, self._return_annotation

    def __hash__(self):
        positional, named, returned = self._parts()
        return hash((positional, frozenset(named.values()), returned))

    def __eq__(self, other):
        if self is other:
            return True
        return self._parts() == other._parts() if isinstance(other, Signature) else NotImplemented
