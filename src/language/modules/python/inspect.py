"""What functions and classes take, and what values are."""
import dataclasses
import enum
import functools
import sys
import types
from collections import OrderedDict, namedtuple

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED, CO_GENERATOR = 1, 2, 4, 8, 16, 32


def ismodule(object):
    return isinstance(object, types.ModuleType)


def isclass(object):
    return isinstance(object, type)


def ismethod(object):
    return isinstance(object, types.MethodType)


def isfunction(object):
    return isinstance(object, types.FunctionType)


def isbuiltin(object):
    return isinstance(object, types.BuiltinFunctionType)


def iscode(object):
    return isinstance(object, types.CodeType)


def isgenerator(object):
    return isinstance(object, types.GeneratorType)


def isgeneratorfunction(obj):
    while ismethod(obj) or isinstance(obj, functools.partial):
        obj = obj.__func__ if ismethod(obj) else obj.func
    return isfunction(obj) and bool(obj.__code__.co_flags & CO_GENERATOR)


def iscoroutinefunction(obj):
    return False


def iscoroutine(object):
    return False


def isawaitable(object):
    return False


def ismethoddescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__get__") and not hasattr(type(object), "__set__")


def isdatadescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__set__") or hasattr(type(object), "__delete__")


def isroutine(object):
    return isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object)


def isabstract(object):
    return isclass(object) and bool(getattr(object, "__abstractmethods__", ()))


def getmro(cls):
    return cls.__mro__


def getmembers(object, predicate=None):
    found = []
    for name in dir(object):
        try:
            value = getattr(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            found.append((name, value))
    return found


def getmodule(object):
    if ismodule(object):
        return object
    return sys.modules.get(getattr(object, "__module__", None))


def unwrap(func, *, stop=None):
    first = func
    seen = {id(func)}
    while hasattr(func, "__wrapped__") and not (stop is not None and stop(func)):
        func = func.__wrapped__
        if id(func) in seen:
            raise ValueError(f"wrapper loop when unwrapping {first!r}")
        seen.add(id(func))
    return func


def cleandoc(doc):
    lines = doc.expandtabs().split("\n")
    margins = [len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip(" ")]
    margin = min(margins, default=0)
    lines = [lines[0].lstrip(" ")] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getdoc(object):
    doc = getattr(object, "__doc__", None)
    if doc is None:
        doc = _inherited_doc(object)
    return cleandoc(doc) if isinstance(doc, str) else None


def _inherited_doc(obj):
    if isclass(obj):
        docs = (base.__doc__ for base in obj.__mro__[1:] if base is not object)
    else:
        owner = type(obj.__self__) if ismethod(obj) else _class_of(obj) if isfunction(obj) else None
        if owner is None:
            return None
        docs = (getattr(getattr(base, obj.__name__, None), "__doc__", None) for base in owner.__mro__)
    return next((doc for doc in docs if doc is not None), None)


def _class_of(function):
    """The class whose body the function was written in, found by its qualified name."""
    found = sys.modules.get(function.__module__)
    for name in function.__qualname__.split(".")[:-1]:
        found = getattr(found, name, None)
    return found if isclass(found) else None


class _empty:
    """Marks what a parameter or a signature does not have."""


class _ParameterKind(enum.IntEnum):
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
        return _signature_of(obj, follow_wrapped)

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


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped)


def _signature_of(obj, follow_wrapped):
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if ismethod(obj):
        return _without_first(_signature_of(obj.__func__, follow_wrapped))
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__") or ismethod(f))
        if ismethod(obj):
            return _signature_of(obj, follow_wrapped)
    own = getattr(obj, "__signature__", None)
    if isinstance(own, Signature):
        return own
    if isfunction(obj):
        return _of_function(obj)
    if isinstance(obj, functools.partial):
        return _of_partial(obj, _signature_of(obj.func, follow_wrapped))
    if isclass(obj):
        return _of_class(obj, follow_wrapped)
    text = getattr(obj, "__text_signature__", None)
    if text is not None:
        return _of_text(text, obj)
    call = getattr(type(obj), "__call__", None)
    if isfunction(call):
        return _without_first(_signature_of(call, follow_wrapped))
    raise ValueError(f"no signature found for builtin {obj!r}")


def _without_first(found):
    parameters = list(found.parameters.values())
    if not parameters or parameters[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError("invalid method signature")
    if parameters[0].kind != _VAR_POSITIONAL:
        parameters.pop(0)
    return found.replace(parameters=parameters)


def _of_function(function):
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
                return _without_first(_signature_of(made, follow_wrapped))
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


FullArgSpec = namedtuple("FullArgSpec", "args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations")


def getfullargspec(func):
    try:
        found = _of_function(func.__func__) if ismethod(func) else _signature_of(func, False)
    except ValueError as error:
        raise TypeError("unsupported callable") from error
    args, defaults, named, named_defaults, annotations = [], (), [], {}, {}
    rest = rest_named = None
    if found.return_annotation is not _empty:
        annotations["return"] = found.return_annotation
    for name, parameter in found.parameters.items():
        if parameter.kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
            args.append(name)
            if parameter.default is not _empty:
                defaults += (parameter.default,)
        elif parameter.kind == _VAR_POSITIONAL:
            rest = name
        elif parameter.kind == _KEYWORD_ONLY:
            named.append(name)
            if parameter.default is not _empty:
                named_defaults[name] = parameter.default
        else:
            rest_named = name
        if parameter.annotation is not _empty:
            annotations[name] = parameter.annotation
    return FullArgSpec(args, rest, rest_named, defaults or None, named, named_defaults or None, annotations)


def getattr_static(obj, attr, default=_empty):
    own = obj.__mro__ if isclass(obj) else [obj, *type(obj).__mro__]
    for place in own:
        names = getattr(place, "__dict__", {})
        if attr in names:
            return names[attr]
    if default is not _empty:
        return default
    raise AttributeError(attr)
