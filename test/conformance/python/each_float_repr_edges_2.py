def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: 0.30000000000000004)
attempt(lambda: 2.5e-10)
attempt(lambda: float(2**53))
attempt(lambda: float(2**53 + 1))
attempt(lambda: str(1.0))
attempt(lambda: repr(1e5))
attempt(lambda: [0.1, 1.0])
attempt(lambda: (1e-7,))
attempt(lambda: {1.5: 2.5})
attempt(lambda: 1e5)
attempt(lambda: 123456.789e3)
attempt(lambda: 9007199254740993.0)
attempt(lambda: 4.35)
attempt(lambda: 0.1 + 0.7)
