from itertools import count, cycle, repeat, islice
print(list(islice(count(), 3)), list(islice(count(5, -2), 4)), list(islice(count(0.5, 0.25), 3)), list(islice(cycle("ab"), 5)), list(islice(cycle([]), 3)), list(repeat("x", 3)), list(islice(repeat(1), 2)), list(zip(count(), "ab")), list(map(pow, range(4), repeat(2))), count(3), count(1, 2), repeat(5), repeat(5, 2), next(count(10**20)))
c = count(1); print(next(c), next(c), c)
for f in (lambda: count("a"), lambda: repeat(), lambda: repeat(1, "a"), lambda: cycle(5), lambda: list(repeat(1, -1))):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
