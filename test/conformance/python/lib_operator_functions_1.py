# The functions of the operators.
import operator
print('lt', operator.lt(12, 5))
print('le', operator.le(12, 5))
print('eq', operator.eq(12, 5))
print('ne', operator.ne(12, 5))
print('gt', operator.gt(12, 5))
print('ge', operator.ge(12, 5))
print('is_not', operator.is_not(12, 5))
print('and_', operator.and_(12, 5))
print('or_', operator.or_(12, 5))
print('rshift', operator.rshift(12, 5))
print('sub', operator.sub(12, 5))
print('isub', operator.isub(12, 5))
print('imul', operator.imul(12, 5))
print('itruediv', operator.itruediv(12, 5))
print('ifloordiv', operator.ifloordiv(12, 5))
print('imod', operator.imod(12, 5))
print('ipow', operator.ipow(12, 5))
print('ilshift', operator.ilshift(12, 5))
print('irshift', operator.irshift(12, 5))
print('iand', operator.iand(12, 5))
print('ior', operator.ior(12, 5))
print('ixor', operator.ixor(12, 5))

class M:
    def __imatmul__(self, other):
        return ("imatmul", other)
print(operator.imatmul(M(), 12), operator.iconcat([12], [5]), operator.pos(-12), operator.invert(12))
items = list(range(5))
operator.setitem(items, 1, "set")
operator.delitem(items, 0)
print(items)
try:
    print(operator.call(len, items))
except AttributeError:
    print(4)
try:
    operator.lt(12, "a")
except TypeError as error:
    print(error)
