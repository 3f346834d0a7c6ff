def gen():
    try:
        x = yield 1
        print("got", x)
        yield x
    except ValueError as e:
        print("caught", e)
        yield "recovered"
    finally:
        print("closing")
g = gen()
for act in [lambda: g.send(5), lambda: next(g), lambda: g.send(7), lambda: g.throw(ValueError("boom")), lambda: next(g), lambda: next(g, "default"), lambda: g.throw(KeyError("late")), lambda: g.close()]:
    try:
        print(act())
    except BaseException as e:
        print(type(e).__name__, e)
def bad():
    yield 1
    raise StopIteration("inner")
try:
    list(bad())
except RuntimeError as e:
    print(e, repr(e.__cause__))
def ret():
    yield
    return 42
r = ret(); next(r)
try:
    next(r)
except StopIteration as e:
    print(e.value, e.args)
