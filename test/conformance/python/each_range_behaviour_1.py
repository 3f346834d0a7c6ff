def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: list(range(5, 0, -2)))
attempt(lambda: range(10)[3:7])
attempt(lambda: range(10)[::-1])
attempt(lambda: range(10)[-1])
attempt(lambda: len(range(0, 100, 7)))
attempt(lambda: 5 in range(0, 10, 2))
attempt(lambda: 4 in range(0, 10, 2))
attempt(lambda: range(5).index(3))
attempt(lambda: range(5).count(9))
attempt(lambda: range(3) == range(0, 3))
attempt(lambda: hash(range(3)) == hash(range(0, 3)))
attempt(lambda: range(5).start)
attempt(lambda: range(1, 2).step)
