def gen():
    received = []
    while True:
        try:
            x = yield len(received)
            if x is None:
                continue
            if x == "stop":
                return received
            received.append(x)
        except ValueError as e:
            received.append(f"caught {e}")
            yield "handled"
        finally:
            pass


g = gen()
print(next(g), g.send("a"), g.send(None), g.throw(ValueError("bad")), g.send(1), next(g))
try:
    g.send("stop")
except StopIteration as e:
    print(e.value)
print(list(g), next(g, "default"))


def sub():
    got = yield 1
    print("got", got)
    try:
        yield 2
    except KeyError:
        yield "key"
    return "result"


def delegating():
    r = yield from sub()
    print("r =", r)
    yield from [10, 20]
    return "end"


d = delegating()
print(next(d), d.send("hello"), d.throw(KeyError("k")), next(d), next(d))
try:
    next(d)
except StopIteration as e:
    print("value", e.value)


def closing():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("exit")
        raise
    finally:
        print("cleanup")


c = closing()
next(c)
c.close()
c.close()
print(list(c))


def ignoring():
    try:
        yield 1
    except GeneratorExit:
        yield 2


i = ignoring()
next(i)
try:
    i.close()
except RuntimeError as e:
    print(e)


def stops():
    yield 1
    raise StopIteration("inner")


try:
    print(list(stops()))
except RuntimeError as e:
    print(e, repr(e.__cause__))


def empty():
    return
    yield


print(list(empty()))
g = gen()
try:
    g.send(1)
except TypeError as e:
    print(e)


def self_ref():
    yield next(me)


me = self_ref()
try:
    next(me)
except ValueError as e:
    print(e)


class Tree:
    def __init__(self, v, kids=()):
        self.v, self.kids = v, kids

    def __iter__(self):
        yield self.v
        for k in self.kids:
            yield from k


print(list(Tree(1, [Tree(2, [Tree(3)]), Tree(4)])))


def countdown(n):
    while n:
        yield n
        n -= 1


print([*countdown(3)], sum(countdown(4)), max(countdown(5)), dict(zip("abc", countdown(3))))
a, *b = countdown(4)
print(a, b)


def pipeline(src):
    for x in src:
        if x % 2:
            yield x * x


print(list(pipeline(pipeline(range(10)))))


def coroutine():
    total = 0
    while True:
        total += yield total


co = coroutine()
next(co)
print([co.send(i) for i in range(5)])


def finally_order():
    for i in range(3):
        try:
            yield i
        finally:
            print("finally", i)


for v in finally_order():
    if v == 1:
        break
print("after")
print((lambda: (yield))().__name__, type(gen()).__name__)


def y():
    x = yield
    print(repr(x))
    y = (yield 5)
    print(y)


k = y()
next(k)
print(k.send("s"))
try:
    k.send("t")
except StopIteration:
    print("done")
