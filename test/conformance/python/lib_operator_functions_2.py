# The functions of the operators.
import operator
print('lt', operator.lt(7, 2))
print('le', operator.le(7, 2))
print('eq', operator.eq(7, 2))
print('ne', operator.ne(7, 2))
print('gt', operator.gt(7, 2))
print('ge', operator.ge(7, 2))
print('is_not', operator.is_not(7, 2))
print('and_', operator.and_(7, 2))
print('or_', operator.or_(7, 2))
print('rshift', operator.rshift(7, 2))
print('sub', operator.sub(7, 2))
print('isub', operator.isub(7, 2))
print('imul', operator.imul(7, 2))
print('itruediv', operator.itruediv(7, 2))
print('ifloordiv', operator.ifloordiv(7, 2))
print('imod', operator.imod(7, 2))
print('ipow', operator.ipow(7, 2))
print('ilshift', operator.ilshift(7, 2))
print('irshift', operator.irshift(7, 2))
print('iand', operator.iand(7, 2))
print('ior', operator.ior(7, 2))
print('ixor', operator.ixor(7, 2))

class M:
    def __imatmul__(self, other):
        return ("imatmul", other)
print(operator.imatmul(M(), 7), operator.iconcat([7], [2]), operator.pos(-7), operator.invert(7))
items = list(range(5))
operator.setitem(items, 2, "set")
operator.delitem(items, 0)
print(items)
try:
    print(operator.call(len, items))
except AttributeError:
    print(4)
try:
    operator.lt(7, "a")
except TypeError as error:
    print(error)
