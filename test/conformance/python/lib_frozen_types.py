for f in (lambda: setattr(int, "x", 1), lambda: setattr(list, "append", 1), lambda: setattr("a", "x", 1), lambda: type("X", (bool,), {}), lambda: type("X", (range,), {}), lambda: type("X", (type(None),), {}), lambda: object().__dict__, lambda: setattr(object(), "a", 1), lambda: setattr(len, "a", 1), lambda: [].__class__, lambda: (1).__class__.__name__, lambda: type(5)("7"), lambda: object(1), lambda: type(None)(), lambda: type(...)(), lambda: None(), lambda: NotImplemented()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
