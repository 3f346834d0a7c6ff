def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: 1 / 3)
attempt(lambda: 10**400 / 10**399)
attempt(lambda: 1 // 0)
attempt(lambda: 1 % 0)
attempt(lambda: 1 / 0)
attempt(lambda: 0 ** -1)
attempt(lambda: 1 << -1)
attempt(lambda: 1 >> -1)
attempt(lambda: pow(3, 100, 7))
attempt(lambda: pow(3, -1, 7))
attempt(lambda: pow(2, -1, 4))
attempt(lambda: 10**400 / 3)
attempt(lambda: int(1e300))
attempt(lambda: True + True)
attempt(lambda: -True)
