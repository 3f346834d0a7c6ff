def f(a, b):
    return a  +  b * (a - "x")


def g():
    x = [1, 2]
    return f(len(x), 2)


print("start")
g()
