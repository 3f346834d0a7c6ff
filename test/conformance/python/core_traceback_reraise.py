def f():
    raise ValueError("deep")


def g():
    try:
        f()
    except ValueError as e:
        print("saw", e)
        raise


def h():
    try:
        g()
    except ValueError as e:
        raise e


h()
