import random
for f in (lambda: random.randrange(0), lambda: random.choice([]), lambda: random.sample([1, 2], 3), lambda: random.sample({1, 2}, 1), lambda: random.choices([1, 2], weights=[1]), lambda: random.choices([1, 2], weights=[0, 0]), lambda: random.choices([1], [1], cum_weights=[1]), lambda: random.seed([]), lambda: random.getrandbits(-1), lambda: random.randrange(1, 10, 0), lambda: random.shuffle((1, 2)), lambda: random.uniform("a", 1), lambda: random.gammavariate(-1, 1), lambda: random.sample([1, 2], -1), lambda: random.uniform(1)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, str(e)[:40])
