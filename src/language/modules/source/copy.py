"""Shallow and deep copies."""


class Error(Exception):
    pass


error = Error

_atomic = {
    type(None), bool, int, float, str, bytes, type, type(Ellipsis), type(NotImplemented), range, slice,
    type(lambda: None), type(len), property,
}


def _is_atomic(x):
    return type(x) in _atomic or isinstance(x, type)


def _slots_of(x):
    names = []
    for cls in type(x).__mro__:
        slots = cls.__dict__.get("__slots__", ())
        names.extend([slots] if isinstance(slots, str) else slots)
    return [name for name in names if name not in ("__dict__", "__weakref__")]


def _new_like(x):
    """An empty instance of x's class, without calling __init__."""
    cls = type(x)
    if isinstance(x, BaseException):
        made = cls.__new__(cls, *x.args)
        made.args = x.args
        return made
    if isinstance(x, (int, float, str, bytes, tuple, frozenset)):
        for base in (bool, int, float, str, bytes, tuple, frozenset):
            if isinstance(x, base):
                return base.__new__(cls, x)
    return cls.__new__(cls)


def _fill_container(y, x, convert):
    if isinstance(x, dict):
        factory = getattr(x, "default_factory", None)
        if factory is not None:
            y.default_factory = factory
        for key, value in list(x.items()):
            dict.__setitem__(y, convert(key), convert(value))
    elif isinstance(x, list):
        for item in x:
            list.append(y, convert(item))
    elif isinstance(x, set):
        for item in x:
            set.add(y, convert(item))


def _fill_state(y, x, convert):
    getstate = getattr(type(x), "__getstate__", None)
    setstate = getattr(type(x), "__setstate__", None)
    if getstate is not None and getstate is not getattr(object, "__getstate__", None):
        state = convert(getstate(x))
        if setstate is not None:
            setstate(y, state)
        else:
            y.__dict__.update(state)
        return
    state = getattr(x, "__dict__", None)
    if state:
        copied = convert(dict(state))
        if setstate is not None:
            setstate(y, copied)
        else:
            for name, value in copied.items():
                y.__dict__[name] = value
    for name in _slots_of(x):
        if hasattr(x, name):
            object.__setattr__(y, name, convert(getattr(x, name)))


def copy(x):
    cls = type(x)
    if _is_atomic(x) or cls in (tuple, frozenset):
        return x
    if cls in (list, dict, set, bytearray):
        return cls(x)
    copier = getattr(cls, "__copy__", None)
    if copier is not None:
        return copier(x)
    y = _new_like(x)
    _fill_container(y, x, lambda value: value)
    _fill_state(y, x, lambda value: value)
    return y


def deepcopy(x, memo=None, _nil=[]):
    if _is_atomic(x):
        return x
    if memo is None:
        memo = {}
    key = id(x)
    found = memo.get(key, _nil)
    if found is not _nil:
        return found
    cls = type(x)
    again = lambda value: deepcopy(value, memo)
    if cls is list:
        y = []
        memo[key] = y
        for item in x:
            y.append(deepcopy(item, memo))
    elif cls is dict:
        y = {}
        memo[key] = y
        for k, v in x.items():
            y[deepcopy(k, memo)] = deepcopy(v, memo)
    elif cls is tuple:
        items = [deepcopy(item, memo) for item in x]
        found = memo.get(key, _nil)
        if found is not _nil:
            return found
        y = x if all(a is b for a, b in zip(items, x)) else tuple(items)
    elif cls in (set, frozenset):
        y = cls([deepcopy(item, memo) for item in x])
    else:
        copier = getattr(x, "__deepcopy__", None)
        if copier is not None:
            y = copier(memo)
        elif hasattr(x, "__func__") and hasattr(x, "__self__"):
            y = type(x)(x.__func__, deepcopy(x.__self__, memo))
        elif isinstance(x, tuple):
            y = tuple.__new__(cls, [deepcopy(item, memo) for item in x])
            _fill_state(y, x, again)
        else:
            y = _new_like(x)
            memo[key] = y
            _fill_container(y, x, again)
            _fill_state(y, x, again)
    if y is not x:
        memo[key] = y
        # the original must live as long as its id stands in the memo
        memo.setdefault(id(memo), []).append(x)
    return y


def replace(obj, /, **changes):
    method = getattr(type(obj), "__replace__", None)
    if method is None:
        raise TypeError(f"replace() does not support {type(obj).__name__} objects")
    return method(obj, **changes)
