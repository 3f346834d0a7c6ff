def a():
    try:
        raise ValueError("1")
    except ValueError:
        b()


def b():
    try:
        raise KeyError("2")
    except KeyError as e:
        raise TypeError("3") from e


try:
    a()
except TypeError:
    raise RuntimeError("4")
