def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: 7 // -2)
attempt(lambda: -7 // 2)
attempt(lambda: 7 % -3)
attempt(lambda: -7 % 3)
attempt(lambda: divmod(-7, 3))
attempt(lambda: 2 ** -1)
attempt(lambda: 0 ** 0)
attempt(lambda: 2 ** 100)
attempt(lambda: -2 ** 2)
attempt(lambda: (-2) ** 3)
attempt(lambda: 10 ** 20 // 3)
attempt(lambda: 1 << 70)
attempt(lambda: -5 >> 1)
attempt(lambda: 5 & -2)
attempt(lambda: 5 | -8)
attempt(lambda: ~7)
