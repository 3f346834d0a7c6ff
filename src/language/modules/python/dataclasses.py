"""Classes that are mostly their data."""
import copy as _copy
from types import MappingProxyType as _MappingProxyType
import typing


class FrozenInstanceError(AttributeError):
    pass


class _MISSING_TYPE:
    pass


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return "<factory>"


class _KW_ONLY_TYPE:
    pass


MISSING = _MISSING_TYPE()
KW_ONLY = _KW_ONLY_TYPE()
_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"


class InitVar:
    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        shown = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f"dataclasses.InitVar[{shown}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    __slots__ = (
        "name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata", "kw_only",
        "_field_type",
    )

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _MappingProxyType({} if metadata is None else metadata)
        self.kw_only = kw_only
        self._field_type = None

    def __repr__(self):
        return (
            "Field("
            f"name={self.name!r},type={self.type!r},default={self.default!r},default_factory={self.default_factory!r},"
            f"init={self.init!r},repr={self.repr!r},hash={self.hash!r},compare={self.compare!r},"
            f"metadata={self.metadata!r},kw_only={self.kw_only!r},_field_type={self._field_type})"
        )

    def __set_name__(self, owner, name):
        setter = getattr(type(self.default), "__set_name__", None)
        if setter is not None:
            setter(self.default, owner, name)


class _DataclassParams:
    def __init__(self, **options):
        self.__dict__.update(options)

    def __repr__(self):
        return f"_DataclassParams({','.join(f'{name}={value!r}' for name, value in self.__dict__.items())})"


def field(
    *, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
    kw_only=MISSING
):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _kind(annotation):
    """What an annotation makes of a name: a field, an init variable or a class variable."""
    if isinstance(annotation, str):
        word = annotation.strip().removeprefix("typing.").removeprefix("dataclasses.")
        if word.startswith("ClassVar"):
            return "_FIELD_CLASSVAR"
        return "_FIELD_INITVAR" if word.startswith("InitVar") else "_FIELD"
    if annotation is typing.ClassVar or getattr(annotation, "__origin__", None) is typing.ClassVar:
        return "_FIELD_CLASSVAR"
    if annotation is InitVar or isinstance(annotation, InitVar):
        return "_FIELD_INITVAR"
    return "_FIELD"


def _make_field(cls, name, annotation, kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        made = default
    else:
        # A slot of the class is no default.
        if type(default).__name__ in ("member_descriptor", "getset_descriptor"):
            default = MISSING
        made = field(default=default)
    made.name = name
    made.type = annotation
    made._field_type = _kind(annotation)
    if made._field_type in ("_FIELD_CLASSVAR", "_FIELD_INITVAR") and made.default_factory is not MISSING:
        raise TypeError(f"field {name} cannot have a default factory")
    if made._field_type != "_FIELD_CLASSVAR":
        if made.kw_only is MISSING:
            made.kw_only = kw_only
    elif made.kw_only is not MISSING:
        raise TypeError(f"field {name} is a ClassVar but specifies kw_only")
    if made._field_type == "_FIELD" and made.default.__class__.__hash__ is None:
        raise ValueError(
            f"mutable default {type(made.default)} for field {name} is not allowed: use default_factory"
        )
    return made


def _is_kw_only_mark(annotation):
    return annotation is KW_ONLY or annotation in ("KW_ONLY", "dataclasses.KW_ONLY")


def _collect(cls, kw_only):
    """The fields of the bases and of the class itself, by name; and what the bases say about freezing."""
    fields = {}
    any_frozen_base = False
    all_frozen_bases = None
    for base in cls.__mro__[-1:0:-1]:
        inherited = base.__dict__.get(_FIELDS)
        if inherited is None:
            continue
        if all_frozen_bases is None:
            all_frozen_bases = True
        fields.update(inherited)
        frozen = getattr(base, _PARAMS).frozen
        all_frozen_bases = all_frozen_bases and frozen
        any_frozen_base = any_frozen_base or frozen
    annotations = cls.__dict__.get("__annotations__", {})
    seen_mark = False
    own = []
    for name, annotation in annotations.items():
        if _is_kw_only_mark(annotation):
            if seen_mark:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            seen_mark = kw_only = True
        else:
            own.append(_make_field(cls, name, annotation, kw_only))
    for made in own:
        fields[made.name] = made
        if isinstance(getattr(cls, made.name, None), Field):
            if made.default is MISSING:
                delattr(cls, made.name)
            else:
                setattr(cls, made.name, made.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    return fields, any_frozen_base, all_frozen_bases


def _init_specs(fields):
    specs = []
    seen_default = False
    for f in fields:
        has_default = f.default is not MISSING or f.default_factory is not MISSING
        if f.init and not f.kw_only:
            if has_default:
                seen_default = True
            elif seen_default:
                raise TypeError(f"non-default argument {f.name!r} follows default argument")
        specs.append((f.name, f.init, bool(f.kw_only), f.default, f.default_factory, f._field_type == "_FIELD"))
    return specs


_showing = set()


def _make_repr(fields):
    names = [f.name for f in fields if f.repr]

    def __repr__(self):
        key = id(self)
        if key in _showing:
            return "..."
        _showing.add(key)
        try:
            return self.__class__.__qualname__ + f"({', '.join([f'{name}={getattr(self, name)!r}' for name in names])})"
        finally:
            _showing.discard(key)

    return __repr__


def _values(names):
    return lambda self: tuple([getattr(self, name) for name in names])


def _make_comparisons(fields, order):
    values = _values([f.name for f in fields if f.compare])

    def __eq__(self, other):
        if other.__class__ is self.__class__:
            return values(self) == values(other)
        return NotImplemented

    def __lt__(self, other):
        if other.__class__ is self.__class__:
            return values(self) < values(other)
        return NotImplemented

    def __le__(self, other):
        if other.__class__ is self.__class__:
            return values(self) <= values(other)
        return NotImplemented

    def __gt__(self, other):
        if other.__class__ is self.__class__:
            return values(self) > values(other)
        return NotImplemented

    def __ge__(self, other):
        if other.__class__ is self.__class__:
            return values(self) >= values(other)
        return NotImplemented

    return [__lt__, __le__, __gt__, __ge__] if order else [__eq__]


def _make_hash(fields):
    values = _values([f.name for f in fields if (f.compare if f.hash is None else f.hash)])

    def __hash__(self):
        return hash(values(self))

    return __hash__


def _freeze(cls, fields):
    names = {f.name for f in fields}

    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    for method in (__setattr__, __delattr__):
        if method.__name__ in cls.__dict__:
            raise TypeError(f"Cannot overwrite attribute {method.__name__} in class {cls.__name__}")
        _add(cls, method)


def _add(cls, method):
    """Sets a method that the class does not define itself; True where it does."""
    if method.__name__ in cls.__dict__:
        return True
    method.__qualname__ = f"{cls.__qualname__}.{method.__name__}"
    setattr(cls, method.__name__, method)
    return False


def _decide_hash(cls, fields, unsafe_hash, eq, frozen):
    own = cls.__dict__.get("__hash__", MISSING)
    explicit = not (own is MISSING or (own is None and "__eq__" in cls.__dict__))
    if unsafe_hash:
        if explicit:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
    elif not eq or explicit:
        return
    if unsafe_hash or frozen:
        made = _make_hash(fields)
        made.__qualname__ = f"{cls.__qualname__}.__hash__"
        cls.__hash__ = made
    else:
        cls.__hash__ = None


def _shown_type(annotation):
    return annotation.__name__ if isinstance(annotation, type) else repr(annotation).replace("typing.", "")


def _signature(cls, fields):
    parts = []
    for f in fields:
        if not f.init:
            continue
        part = f"{f.name}: {_shown_type(f.type)}"
        if f.default is not MISSING:
            part += f" = {f.default!r}"
        elif f.default_factory is not MISSING:
            part += " = <factory>"
        parts.append(part)
    return f"{cls.__name__}({', '.join(parts)})"


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    fields, any_frozen_base, all_frozen_bases = _collect(cls, kw_only)
    setattr(cls, _PARAMS, _DataclassParams(
        init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen, match_args=match_args,
        kw_only=kw_only, slots=slots, weakref_slot=weakref_slot,
    ))
    if all_frozen_bases is not None:
        if any_frozen_base and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if not all_frozen_bases and frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    setattr(cls, _FIELDS, fields)
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    parameters = [f for f in fields.values() if f._field_type in ("_FIELD", "_FIELD_INITVAR")]
    stored = [f for f in fields.values() if f._field_type == "_FIELD"]
    if init:
        post = hasattr(cls, "__post_init__")
        # The class's own __init__ goes: asking for one to be made is the default.
        cls.__init__ = _make_init(cls.__qualname__, _init_specs(parameters), MISSING, frozen, post)
    # The class statement gave a class with __eq__ a None for its hash; that has to be seen before __eq__ is added.
    _decide_hash(cls, stored, unsafe_hash, eq, frozen)
    if repr:
        _add(cls, _make_repr(stored))
    if eq:
        hashed = cls.__dict__.get("__hash__", MISSING)
        for method in _make_comparisons(stored, False):
            _add(cls, method)
        if hashed is not MISSING:
            cls.__hash__ = hashed
    if order:
        for method in _make_comparisons(stored, True):
            if _add(cls, method):
                raise TypeError(
                    f"Cannot overwrite attribute {method.__name__} in class {cls.__name__}. "
                    "Consider using functools.total_ordering"
                )
    if frozen:
        _freeze(cls, stored)
    if not cls.__doc__:
        cls.__doc__ = _signature(cls, parameters)
    if match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple(f.name for f in parameters if f.init and not f.kw_only)
    return cls


def dataclass(
    cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True,
    kw_only=False, slots=False, weakref_slot=False
):
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)

    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    found = getattr(class_or_instance, _FIELDS, None)
    if found is None:
        raise TypeError("must be called with a dataclass type or instance")
    return tuple(f for f in found.values() if f._field_type == "_FIELD")


def _is_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    return hasattr(obj if isinstance(obj, type) else type(obj), _FIELDS)


def asdict(obj, *, dict_factory=dict):
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _converted(obj, lambda value, inner: dict_factory([(f.name, inner(getattr(value, f.name))) for f in fields(value)]), dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _converted(obj, lambda value, inner: tuple_factory([inner(getattr(value, f.name)) for f in fields(value)]), dict)


def _converted(obj, convert, dict_factory):
    def inner(value):
        if _is_instance(value):
            return convert(value, inner)
        if isinstance(value, tuple) and hasattr(value, "_fields"):
            return type(value)(*[inner(item) for item in value])
        if isinstance(value, (list, tuple)):
            return type(value)(inner(item) for item in value)
        if isinstance(value, dict):
            items = [(inner(key), inner(item)) for key, item in value.items()]
            if hasattr(type(value), "default_factory"):
                made = type(value)(value.default_factory)
                made.update(items)
                return made
            return type(value)(items)
        return _copy.deepcopy(value)

    return inner(obj)


def replace(obj, /, **changes):
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in getattr(obj, _FIELDS).values():
        if f._field_type == "_FIELD_CLASSVAR":
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError(
                    f"field {f.name} is declared with init=False, it cannot be specified with replace()"
                )
            continue
        if f.name not in changes:
            if f._field_type == "_FIELD_INITVAR" and f.default is MISSING:
                raise ValueError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, module=None, **options):
    namespace = dict(namespace or {})
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, typing.Any
        elif len(item) == 2:
            name, annotation = item
        elif len(item) == 3:
            name, annotation, namespace[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = annotation
    namespace["__annotations__"] = annotations
    namespace["__module__"] = module or "__main__"
    return dataclass(type(cls_name, bases, namespace), **options)
