def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: 1e15)
attempt(lambda: 1e16)
attempt(lambda: 123456789012345678.0)
attempt(lambda: 1e-4)
attempt(lambda: 1e-5)
attempt(lambda: 0.1)
attempt(lambda: 1/3)
attempt(lambda: 1e22)
attempt(lambda: 1e23)
attempt(lambda: 1.7976931348623157e308)
attempt(lambda: 5e-324)
attempt(lambda: -0.0)
attempt(lambda: 100.0)
attempt(lambda: 1e100)
