def f():
    try:
        {}["k"]
    except KeyError:
        [][3]


def g():
    try:
        f()
    finally:
        None.attr


g()
