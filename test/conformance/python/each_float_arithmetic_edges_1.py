def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: 0.1 + 0.2)
attempt(lambda: 1e308 * 10)
attempt(lambda: -1e308 * 10)
attempt(lambda: 1e-320)
attempt(lambda: 5e-324 / 2)
attempt(lambda: 1.0 // 0.3)
attempt(lambda: -1.0 // 0.3)
attempt(lambda: 5.5 % -2)
attempt(lambda: -5.5 % 2)
attempt(lambda: divmod(5.5, -2))
attempt(lambda: 2.0 ** 0.5)
attempt(lambda: 0.0 ** 0)
attempt(lambda: 1.0 / 0)
attempt(lambda: 1.0 % 0)
attempt(lambda: 1.0 // 0)
attempt(lambda: 0.0 ** -1)
attempt(lambda: 2.0 ** 10000)
