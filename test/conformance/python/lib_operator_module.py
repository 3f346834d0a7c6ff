import operator as op
print(op.add(1, 2), op.sub(5, 3), op.mul("a", 3), op.truediv(7, 2), op.floordiv(7, 2), op.mod(7, 3), op.pow(2, 5), op.neg(3), op.pos(-3), op.abs(-3), op.inv(5), op.lshift(1, 4), op.rshift(16, 2), op.and_(6, 3), op.or_(6, 3), op.xor(6, 3), op.not_(0), op.truth([]), op.is_(None, None), op.is_not(1, None), op.lt(1, 2), op.le(2, 2), op.eq(1, 1.0), op.ne(1, 2), op.gt(1, 2), op.ge(2, 1), op.contains([1, 2], 2), op.countOf([1, 2, 1], 1), op.indexOf([5, 6], 6), op.getitem({"a": 1}, "a"), op.concat([1], [2]), op.index(True), op.length_hint([1, 2]), op.call(len, "abc"))
a = [1, 2, 3]; op.setitem(a, 0, 9); op.delitem(a, 1); print(a, op.iadd([1], [2]), op.ior({1}, {2}), op.itemgetter(1)("abc"), op.itemgetter(0, -1)([1, 2, 3]), op.itemgetter("k")({"k": 5}), op.attrgetter("real")(5), op.attrgetter("__class__.__name__", "real")(5), op.methodcaller("upper")("a"), op.methodcaller("split", ",", maxsplit=1)("a,b,c"), op.itemgetter(1), op.attrgetter("a.b"), op.methodcaller("f", 1, k=2), sorted([(1, "b"), (0, "c")], key=op.itemgetter(1)), op.__add__(1, 2), op.matmul.__name__)
for f in (lambda: op.add(1, "a"), lambda: op.itemgetter(), lambda: op.itemgetter(5)([1]), lambda: op.attrgetter("nope")(5), lambda: op.attrgetter(5), lambda: op.methodcaller("nope")("a"), lambda: op.methodcaller(5), lambda: op.index(1.5), lambda: op.add(1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
