def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: list(reversed(range(3))))
attempt(lambda: range(5)[10])
attempt(lambda: range('a'))
attempt(lambda: range())
attempt(lambda: range(1, 2, 3, 4))
attempt(lambda: range(5).index(7))
attempt(lambda: range(10**20)[10**19])
attempt(lambda: bool(range(0)))
attempt(lambda: range(3) + range(2))
attempt(lambda: max(range(5, 1, -1)))
attempt(lambda: sum(range(101)))
attempt(lambda: repr(range(1, 10, 2)))
attempt(lambda: range(2)['a'])
