"""Names for type annotations. Cells do not check types: these forms only have to exist, combine and print."""
import collections
import collections.abc
from abc import ABCMeta

TYPE_CHECKING = False


def _text(value):
    """A type as an annotation shows it."""
    if value is ...:
        return "..."
    if isinstance(value, type):
        return value.__qualname__ if value.__module__ == "builtins" else f"{value.__module__}.{value.__qualname__}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_text, value)) + "]"
    if isinstance(value, _FunctionType):
        return value.__name__
    return repr(value)


def _items(key):
    return key if isinstance(key, tuple) else (key,)


def _as_type(value):
    return type(None) if value is None else ForwardRef(value) if isinstance(value, str) else value


def _parameters(args):
    found = []
    for arg in args:
        for one in [arg] if isinstance(arg, TypeVar) else getattr(arg, "__parameters__", ()):
            if one not in found:
                found.append(one)
    return tuple(found)


class _Form:
    """`Any`, `Optional`, `ClassVar`, ...: a name that may take arguments in brackets."""

    def __init__(self, name, subscript=None):
        self._name = name
        self._subscript = subscript
        self.__module__ = "typing"

    def __getitem__(self, key):
        if self._subscript is None:
            raise TypeError(f"{self!r} is not subscriptable")
        return self._subscript(self, key)

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __instancecheck__(self, instance):
        raise TypeError(f"{self!r} cannot be used with isinstance()")

    def __repr__(self):
        return "typing." + self._name


class _Alias:
    """A form or class with its arguments: `Optional[int]`, `List[str]`."""

    def __init__(self, origin, args, name=None, bases=()):
        self.__origin__ = origin
        self.__args__ = args
        self._name = name
        self._bases = bases

    @property
    def __parameters__(self):
        return _parameters(self.__args__)

    def __getitem__(self, key):
        parameters = self.__parameters__
        if not parameters:
            raise TypeError(f"{self!r} is not a generic class")
        values = dict(zip(parameters, map(_as_type, _items(key))))

        def replaced(arg):
            if arg in values:
                return values[arg]
            inner = getattr(arg, "__parameters__", ())
            return arg[tuple(values[one] for one in inner)] if inner else arg

        return _Alias(self.__origin__, tuple(map(replaced, self.__args__)), self._name, self._bases)

    def __call__(self, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __mro_entries__(self, bases):
        return self._bases if self._bases else (self.__origin__,)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __instancecheck__(self, instance):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __eq__(self, other):
        if not isinstance(other, _Alias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __repr__(self):
        name = "typing." + self._name if self._name else _text(self.__origin__)
        return f"{name}[{', '.join(map(_text, self.__args__)) or '()'}]"


class _UnionAlias(_Alias):
    def __init__(self, args):
        super().__init__(Union, args, "Union")

    def __getitem__(self, key):
        made = super().__getitem__(key)
        return Union[made.__args__]

    def __instancecheck__(self, instance):
        return isinstance(instance, self.__args__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__args__)

    def __eq__(self, other):
        if not isinstance(other, _UnionAlias):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and type(None) in args:
            return f"typing.Optional[{_text(args[0] if args[1] is type(None) else args[1])}]"
        return super().__repr__()


def _make_union(form, key):
    flat = []
    for arg in map(_as_type, _items(key)):
        members = arg.__args__ if isinstance(arg, (_UnionAlias, _UnionType)) else (arg,)
        flat.extend(member for member in members if member not in flat)
    if not flat:
        raise TypeError("Cannot take a Union of no types.")
    return flat[0] if len(flat) == 1 else _UnionAlias(tuple(flat))


def _simple(form, key):
    return _Alias(form, tuple(map(_as_type, _items(key))), form._name)


class _LiteralAlias(_Alias):
    def __repr__(self):
        return f"typing.Literal[{', '.join(map(repr, self.__args__))}]"


class _AnnotatedAlias(_Alias):
    def __init__(self, origin, metadata):
        super().__init__(origin, (origin,), "Annotated")
        self.__metadata__ = metadata

    def __repr__(self):
        return f"typing.Annotated[{_text(self.__origin__)}, {', '.join(map(repr, self.__metadata__))}]"


class _CallableAlias(_Alias):
    def __repr__(self):
        *args, result = self.__args__
        shown = "..." if args == [...] else "[" + ", ".join(map(_text, args)) + "]"
        return f"typing.Callable[{shown}, {_text(result)}]"


class _AnnotatedForm(_Form):
    """A class in CPython."""

    def __repr__(self):
        return "<class 'typing.Annotated'>"


def _annotated(form, key):
    origin, *metadata = _items(key)
    if not metadata:
        raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
    return _AnnotatedAlias(origin, tuple(metadata))


def _callable(form, key):
    if not isinstance(key, tuple) or len(key) != 2:
        raise TypeError("Callable must be used as Callable[[arg, ...], result].")
    args, result = key
    args = tuple(map(_as_type, args)) if isinstance(args, list) else (args,)
    return _CallableAlias(collections.abc.Callable, args + (_as_type(result),), "Callable")


Any = _Form("Any")
NoReturn = _Form("NoReturn")
Never = _Form("Never")
Self = _Form("Self")
LiteralString = _Form("LiteralString")
TypeAlias = _Form("TypeAlias")
Union = _Form("Union", _make_union)
Optional = _Form("Optional", lambda form, key: Union[key, None])
ClassVar = _Form("ClassVar", _simple)
Final = _Form("Final", _simple)
Required = _Form("Required", _simple)
NotRequired = _Form("NotRequired", _simple)
ReadOnly = _Form("ReadOnly", _simple)
TypeGuard = _Form("TypeGuard", _simple)
Concatenate = _Form("Concatenate", _simple)
Unpack = _Form("Unpack", _simple)
Literal = _Form("Literal", lambda form, key: _LiteralAlias(form, _items(key), "Literal"))
Annotated = _AnnotatedForm("Annotated", _annotated)


class _ClassForm(_Form):
    """`List`, `Dict`, ...: older names of classes."""

    def __init__(self, name, origin, subscript=None):
        super().__init__(name, subscript)
        self.__origin__ = origin

    def __getitem__(self, key):
        if self._subscript is not None:
            return self._subscript(self, key)
        return _Alias(self.__origin__, tuple(map(_as_type, _items(key))), self._name)

    def __call__(self, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __instancecheck__(self, instance):
        return isinstance(instance, self.__origin__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__origin__)


List = _ClassForm("List", list)
Dict = _ClassForm("Dict", dict)
Set = _ClassForm("Set", set)
FrozenSet = _ClassForm("FrozenSet", frozenset)
Tuple = _ClassForm("Tuple", tuple)
Type = _ClassForm("Type", type)
Deque = _ClassForm("Deque", collections.deque)
DefaultDict = _ClassForm("DefaultDict", collections.defaultdict)
OrderedDict = _ClassForm("OrderedDict", collections.OrderedDict)
Counter = _ClassForm("Counter", collections.Counter)
ChainMap = _ClassForm("ChainMap", collections.ChainMap)
Callable = _ClassForm("Callable", collections.abc.Callable, _callable)
for _name in (
    "Container", "Collection", "Iterable", "Iterator", "Reversible", "Generator", "Sequence", "MutableSequence",
    "Mapping", "MutableMapping", "MutableSet", "MappingView", "KeysView", "ItemsView", "ValuesView", "Hashable", "Sized",
):
    globals()[_name] = _ClassForm(_name, getattr(collections.abc, _name))
AbstractSet = _ClassForm("AbstractSet", collections.abc.Set)
ByteString = _ClassForm("ByteString", bytes)
Text = str


class ForwardRef:
    def __init__(self, arg):
        self.__forward_arg__ = arg

    def __eq__(self, other):
        return isinstance(other, ForwardRef) and self.__forward_arg__ == other.__forward_arg__

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        return f"ForwardRef({self.__forward_arg__!r})"


class TypeVar:
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False, infer_variance=False):
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound
        self.__covariant__ = covariant
        self.__contravariant__ = contravariant

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of TypeVar")

    def __repr__(self):
        return ("+" if self.__covariant__ else "-" if self.__contravariant__ else "~") + self.__name__


class ParamSpec(TypeVar):
    def __init__(self, name, **kwds):
        super().__init__(name, **kwds)
        self.args = _Form(name + ".args")
        self.kwargs = _Form(name + ".kwargs")


class TypeVarTuple(TypeVar):
    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        return self.__name__


AnyStr = TypeVar("AnyStr", bytes, str)


class Generic:
    __slots__ = ()
    _is_protocol = False

    @classmethod
    def __class_getitem__(cls, params):
        params = tuple(map(_as_type, _items(params)))
        if cls in (Generic, Protocol):
            return _Alias(cls, params, cls.__name__, (cls,))
        return _Alias(cls, params)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        found = []
        for base in cls.__dict__.get("__orig_bases__", ()):
            for one in getattr(base, "__parameters__", ()):
                if one not in found:
                    found.append(one)
        cls.__parameters__ = tuple(found)


class _ProtocolMeta(ABCMeta):
    def __instancecheck__(cls, instance):
        if cls.__dict__.get("_is_protocol"):
            if not cls.__dict__.get("_is_runtime_protocol"):
                raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
            return all(hasattr(instance, name) for name in cls.__protocol_attrs__)
        return ABCMeta.__instancecheck__(cls, instance)

    def __subclasscheck__(cls, other):
        if cls.__dict__.get("_is_protocol"):
            if not cls.__dict__.get("_is_runtime_protocol"):
                raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
            return all(any(name in base.__dict__ for base in other.__mro__) for name in cls.__protocol_attrs__)
        return ABCMeta.__subclasscheck__(cls, other)


def _protocol_members(cls):
    names = set()
    for base in cls.__mro__:
        if base in (object, Generic, Protocol) or not base.__dict__.get("_is_protocol"):
            continue
        for name in list(base.__dict__) + list(base.__dict__.get("__annotations__", {})):
            dunder = name in ("__module__", "__doc__", "__dict__", "__annotations__", "__orig_bases__", "__parameters__")
            if not dunder and not name.startswith(("_abc", "_is_")) and name not in _protocol_internals:
                names.add(name)
    return names


_protocol_internals = {
    "__init__", "__new__", "__slots__", "__subclasshook__", "__init_subclass__", "__class_getitem__", "__qualname__",
    "__abstractmethods__", "__protocol_attrs__", "__weakref__", "__hash__", "__match_args__",
}


class Protocol(Generic, metaclass=_ProtocolMeta):
    __slots__ = ()
    _is_protocol = True

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        cls._is_protocol = any(base is Protocol for base in cls.__bases__)
        if cls._is_protocol:
            cls.__protocol_attrs__ = _protocol_members(cls)
            if "__init__" not in cls.__dict__:
                cls.__init__ = _no_protocol_instances


def _no_protocol_instances(self, *args, **kwargs):
    if type(self)._is_protocol:
        raise TypeError("Protocols cannot be instantiated")
    for base in type(self).__mro__:
        init = base.__dict__.get("__init__")
        if init is not None and init is not _no_protocol_instances:
            init(self, *args, **kwargs)
            return


def runtime_checkable(cls):
    if not getattr(cls, "_is_protocol", False):
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime_protocol = True
    return cls


class SupportsInt(Protocol):
    def __int__(self): ...


class SupportsFloat(Protocol):
    def __float__(self): ...


class SupportsIndex(Protocol):
    def __index__(self): ...


class SupportsAbs(Protocol):
    def __abs__(self): ...


class SupportsRound(Protocol):
    def __round__(self, ndigits=0): ...


for _protocol in (SupportsInt, SupportsFloat, SupportsIndex, SupportsAbs, SupportsRound):
    runtime_checkable(_protocol)


class NewType:
    def __init__(self, name, tp):
        self.__name__ = self.__qualname__ = name
        self.__supertype__ = tp
        self.__module__ = "__main__"

    def __call__(self, arg):
        return arg

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"


class TypedDict(dict):
    """`class Movie(TypedDict): title: str`: instances are plain dicts."""

    def __new__(cls, *args, **kwargs):
        if cls is TypedDict:
            return _functional_typed_dict(*args, **kwargs)
        return dict(*args, **kwargs)

    def __init_subclass__(cls, total=True):
        own = set(cls.__dict__.get("__annotations__", {}))
        required, optional = set(), set()
        for base in cls.__bases__:
            required |= base.__dict__.get("__required_keys__", set())
            optional |= base.__dict__.get("__optional_keys__", set())
        (required if total else optional).update(own)
        cls.__required_keys__ = frozenset(required)
        cls.__optional_keys__ = frozenset(optional)
        cls.__total__ = total


def _functional_typed_dict(name, fields=None, /, *, total=True):
    class Made(TypedDict, total=total):
        __annotations__ = dict(fields or {})

    Made.__name__ = Made.__qualname__ = name
    return Made


def cast(typ, val):
    return val


def overload(func):
    return _overload_dummy


def _overload_dummy(*args, **kwds):
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated functions outside a stub module "
        "should always be followed by an implementation that is not @overload-ed."
    )


def final(f):
    return f


def override(method):
    return method


def no_type_check(arg):
    return arg


def assert_never(arg):
    raise AssertionError(f"Expected code to be unreachable, but got: {arg!r}")


def assert_type(val, typ):
    return val


def reveal_type(obj):
    return obj


def dataclass_transform(**kwargs):
    return lambda cls_or_fn: cls_or_fn


def get_origin(tp):
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if tp is Generic:
        return Generic
    return getattr(tp, "__origin__", None)


def get_args(tp):
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__,) + tp.__metadata__
    if isinstance(tp, _CallableAlias):
        *args, result = tp.__args__
        return (... if args == [...] else list(args), result)
    return getattr(tp, "__args__", ())


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    hints = {}
    for base in reversed(obj.__mro__) if isinstance(obj, type) else [obj]:
        for name, value in getattr(base, "__annotations__", {}).items() if not isinstance(base, type) else base.__dict__.get("__annotations__", {}).items():
            hints[name] = type(None) if value is None else value
    return hints


def is_typeddict(tp):
    return isinstance(tp, type) and issubclass(tp, dict) and hasattr(tp, "__required_keys__")
