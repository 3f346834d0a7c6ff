def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: float('inf') % 2)
attempt(lambda: 2 % float('inf'))
attempt(lambda: -2 % float('inf'))
attempt(lambda: float('nan') ** 0)
attempt(lambda: 1 ** float('nan'))
attempt(lambda: 1e16 + 1)
attempt(lambda: (0.1).as_integer_ratio())
attempt(lambda: (2.5).is_integer())
attempt(lambda: (2.0).is_integer())
attempt(lambda: float('inf').as_integer_ratio())
attempt(lambda: hash(0.5))
attempt(lambda: hash(1e300))
attempt(lambda: hash(float('inf')))
attempt(lambda: round(0.5))
attempt(lambda: round(1.5))
attempt(lambda: round(-0.5))
