def f(x):
    return 1 / x if x is not None else 0


f(0)
