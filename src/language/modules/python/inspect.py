"""What functions and classes take, and what values are."""
import sys
from collections import namedtuple

from _inspect_predicates import (
    CO_GENERATOR,
    CO_NESTED,
    CO_NEWLOCALS,
    CO_OPTIMIZED,
    CO_VARARGS,
    CO_VARKEYWORDS,
    getmembers,
    getmodule,
    getmro,
    isabstract,
    isawaitable,
    isbuiltin,
    isclass,
    iscode,
    iscoroutine,
    iscoroutinefunction,
    isdatadescriptor,
    isfunction,
    isgenerator,
    isgeneratorfunction,
    ismethod,
    ismethoddescriptor,
    ismodule,
    isroutine,
    unwrap,
)
from _inspect_reading import of_function, signature_of
from _inspect_signature import (
    _KEYWORD_ONLY,
    _POSITIONAL_ONLY,
    _POSITIONAL_OR_KEYWORD,
    _VAR_POSITIONAL,
    BoundArguments,
    Parameter,
    Signature,
    _empty,
    _ParameterKind,
    formatannotation,
)


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


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped)


FullArgSpec = namedtuple("FullArgSpec", "args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations")


def getfullargspec(func):
    try:
        found = of_function(func.__func__) if ismethod(func) else signature_of(func, False)
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
