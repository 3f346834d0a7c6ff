"""Shallow and deep copies."""


class Error(Exception):
    pass


error = Error

_nothing = object()


def _rebuild(original, reduced, memo, deep):
    """An object from what its `__reduce_ex__` or `__reduce__` gave."""
    make, args, *rest = reduced
    state = rest[0] if rest else None
    if deep and args:
        args = tuple(deepcopy(arg, memo) for arg in args)
    made = make(*args)
    if deep:
        memo[id(original)] = made
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if hasattr(made, "__setstate__"):
            made.__setstate__(state)
        else:
            made.__dict__.update(state)
    return made


def _reduced(x):
    """What the class's own `__reduce__` gives, or None."""
    for name, argument in (("__reduce_ex__", (4,)), ("__reduce__", ())):
        method = getattr(type(x), name, None)
        if method is not None and method is not getattr(object, name, None):
            return method(x, *argument)
    return None


def _with_state(x, memo, deep):
    """A copy by the class's own `__getstate__` and `__setstate__`, or nothing where it has neither."""
    cls = type(x)
    get = getattr(cls, "__getstate__", None)
    if get is getattr(object, "__getstate__", None):
        get = None
    put = getattr(cls, "__setstate__", None)
    if get is None and put is None:
        return _nothing
    made = cls.__new__(cls)
    if deep:
        memo[id(x)] = made
    state = x.__dict__ if get is None else get(x)
    if deep:
        state = deepcopy(state, memo)
    if put is not None:
        put(made, state)
    else:
        made.__dict__.update(state)
    return made


def copy(x):
    if _is_frozen(x):
        return x
    copier = getattr(type(x), "__copy__", None)
    if copier is not None:
        return copier(x)
    reduced = _reduced(x)
    if reduced is not None:
        return x if isinstance(reduced, str) else _rebuild(x, reduced, None, False)
    made = _with_state(x, None, False)
    if made is _nothing:
        made = _shallow_copy(x, _nothing)
    if made is _nothing:
        raise TypeError(f"cannot pickle {type(x).__name__!r} object")
    return made


def deepcopy(x, memo=None):
    if _is_atomic(x):
        return x
    if memo is None:
        memo = {}
    key = id(x)
    made = memo.get(key, _nothing)
    if made is not _nothing:
        return made
    made = _deep_copied(x, memo)
    if made is not x:
        memo[key] = made
        # What was copied lives as long as the memo, so that its id stays its own.
        memo.setdefault(id(memo), []).append(x)
    return made


def _deep_copied(x, memo):
    cls = type(x)
    key = id(x)
    copier = getattr(cls, "__deepcopy__", None)
    if copier is not None:
        return copier(x, memo)
    if cls is list:
        made = memo[key] = []
        for item in x:
            made.append(deepcopy(item, memo))
        return made
    if cls is dict:
        made = memo[key] = {}
        for name, value in x.items():
            made[deepcopy(name, memo)] = deepcopy(value, memo)
        return made
    if cls is tuple:
        items = [deepcopy(item, memo) for item in x]
        # A tuple that holds itself was copied on the way.
        if key in memo:
            return memo[key]
        return x if all(a is b for a, b in zip(x, items)) else tuple(items)
    if cls is set or cls is frozenset:
        return cls([deepcopy(item, memo) for item in x])
    reduced = _reduced(x)
    if reduced is not None:
        return x if isinstance(reduced, str) else _rebuild(x, reduced, memo, True)
    made = _with_state(x, memo, True)
    if made is not _nothing:
        return made
    made = _shallow_copy(x, _nothing)
    if made is _nothing:
        raise TypeError(f"cannot pickle {cls.__name__!r} object")
    memo[key] = made
    return _deepen(made, lambda value: deepcopy(value, memo))
