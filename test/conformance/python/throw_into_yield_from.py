def gen2(limit):
    try:
        yield from (v for v in range(2, 11, 3) if v)
    except ValueError as error:
        print("cleanup")
g = gen2(0)
print(g.send(None))
try:
    print(g.throw(ValueError('thrown')))
except BaseException as e:
    print(repr(e))
def inner():
    yield 1
    yield 2
def outer():
    try:
        yield from inner()
    except KeyError: print("caught")
    yield 5
g = outer(); next(g)
print(g.throw(KeyError("x")))
def outer2():
    for j in range(3):
        try:
            yield from (x for x in [1,2])
        except Exception as e:
            print("c", repr(e), repr(e.__context__))
            yield 9
        finally: print("f")
g = outer2(); next(g)
print(g.throw(KeyError))
print(next(g))
try: g.throw(GeneratorExit)
except BaseException as e: print(repr(e))
def outer3():
    try:
        yield from [1,2,3]
    except ValueError: print("list caught")
    yield 4
g = outer3(); next(g)
print(g.throw(ValueError))
