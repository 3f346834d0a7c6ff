import operator as op

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: op.neg(5))
attempt(lambda: op.inv(5))
attempt(lambda: op.getitem({'a': 1}, 'a'))
attempt(lambda: op.length_hint([1, 2]))
attempt(lambda: op.itemgetter(5)([]))
attempt(lambda: op.itemgetter())
attempt(lambda: op.attrgetter('zz')(1))
attempt(lambda: op.attrgetter(5))
attempt(lambda: op.index(1.5))
attempt(lambda: op.indexOf([1], 9))
attempt(lambda: op.concat(1, 2))
attempt(lambda: op.iadd([1], [2]))
attempt(lambda: op.methodcaller())
attempt(lambda: op.lshift(1, 3))
attempt(lambda: op.xor(5, 1))
attempt(lambda: op.mod(-7, 3))
attempt(lambda: op.truediv(1, 4))
attempt(lambda: op.abs(-2))
