def f(a, b):
    if a < b and b <= None:
        return 1


f(1, 2)
