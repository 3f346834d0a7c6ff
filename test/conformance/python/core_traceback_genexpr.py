def f(x):
    return x.upper()


",".join(f(v) for v in ["a", 1])
