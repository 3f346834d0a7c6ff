import operator as op

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: op.add(1, 2))
attempt(lambda: op.itemgetter(1)([5, 6]))
attempt(lambda: op.itemgetter(0, 2)('abc'))
attempt(lambda: op.attrgetter('real')(5))
attempt(lambda: op.attrgetter('real', 'imag')(5))
attempt(lambda: op.methodcaller('upper')('a'))
attempt(lambda: op.methodcaller('split', ',')('a,b'))
attempt(lambda: op.contains([1], 1))
attempt(lambda: op.countOf([1, 1], 1))
attempt(lambda: op.indexOf([5, 6], 6))
attempt(lambda: op.index(True))
attempt(lambda: op.concat('a', 'b'))
attempt(lambda: op.truth([]))
attempt(lambda: op.not_(0))
attempt(lambda: op.is_(None, None))
attempt(lambda: op.floordiv(7, 2))
attempt(lambda: op.matmul)
attempt(lambda: op.pow(2, 3))
