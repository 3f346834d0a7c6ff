"""Shallow and deep copies."""


class Error(Exception):
    pass


error = Error

_nothing = object()


def _rebuild(original, reduced, memo, deep):
    """An object from what its `__reduce_ex__` or `__reduce__` gave."""
    return _reconstruct(original, memo, *reduced, deep=deep)


def _reconstruct(original, memo, make, args, state=None, items=None, pairs=None, *, deep):
    if deep and args:
        args = tuple(deepcopy(arg, memo) for arg in args)
    made = make(*args)
    if deep:
        memo[id(original)] = made
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        _set_state(made, state)
    if items is not None:
        for item in items:
            made.append(deepcopy(item, memo) if deep else item)
    if pairs is not None:
        for key, value in pairs:
            if deep:
                key, value = deepcopy(key, memo), deepcopy(value, memo)
            made[key] = value
    return made


def _set_state(made, state):
    if hasattr(made, "__setstate__"):
        made.__setstate__(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state is not None:
        made.__dict__.update(state)
    if slots is not None:
        for name, value in slots.items():
            setattr(made, name, value)


def _reduced(x):
    """How an object is made again: what its class's own `__reduce__` gives, or what CPython's would; None for builtins."""
    cls = type(x)
    for name, argument in (("__reduce_ex__", (4,)), ("__reduce__", ())):
        method = getattr(cls, name, None)
        if method is not None:
            return method(x, *argument)
    base = _python_class(x)
    if base is None:
        return None
    if issubclass(base, BaseException):
        # Slots are no part of it.
        return cls, x.args, x.__dict__ or None
    state = x.__getstate__()
    if base is set or base is frozenset:
        return cls, (list(x),), state
    args = _new_arguments(x, base)
    items = iter(x) if base is list else None
    pairs = iter(x.items()) if base is dict else None
    return cls.__new__, (cls, *args), state, items, pairs


def _new_arguments(x, base):
    get = getattr(type(x), "__getnewargs__", None)
    if get is not None:
        return get(x)
    return (_plain(x),) if base in (int, float, str, bytes, tuple) else ()


def copy(x):
    if _is_frozen(x):
        return x
    if type(x) is set:
        return set.copy(x)
    copier = getattr(type(x), "__copy__", None)
    if copier is not None:
        return copier(x)
    reduced = _reduced(x)
    if reduced is not None:
        return x if isinstance(reduced, str) else _rebuild(x, reduced, None, False)
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
    copier = getattr(x, "__deepcopy__", None)
    if copier is not None:
        return copier(memo)
    reduced = _reduced(x)
    if reduced is not None:
        return x if isinstance(reduced, str) else _rebuild(x, reduced, memo, True)
    made = _shallow_copy(x, _nothing)
    if made is _nothing:
        raise TypeError(f"cannot pickle {cls.__name__!r} object")
    memo[key] = made
    return _deepen(made, lambda value: deepcopy(value, memo))
