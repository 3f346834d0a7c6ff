# Every operator of a class, forwards, reflected and in place.
class Term:
    def __init__(self, text):
        self.text = text
    def __repr__(self):
        return f"Term({self.text})"
    def __sub__(self, other):
        return Term(f"{self.text} - {other}")
    def __rsub__(self, other):
        return Term(f"{other} - {self.text} reflected")
    def __isub__(self, other):
        self.text += f" -= {other}"
        return self
    def __truediv__(self, other):
        return Term(f"{self.text} / {other}")
    def __rtruediv__(self, other):
        return Term(f"{other} / {self.text} reflected")
    def __itruediv__(self, other):
        self.text += f" /= {other}"
        return self
    def __floordiv__(self, other):
        return Term(f"{self.text} // {other}")
    def __rfloordiv__(self, other):
        return Term(f"{other} // {self.text} reflected")
    def __ifloordiv__(self, other):
        self.text += f" //= {other}"
        return self
    def __pow__(self, other):
        return Term(f"{self.text} ** {other}")
    def __rpow__(self, other):
        return Term(f"{other} ** {self.text} reflected")
    def __ipow__(self, other):
        self.text += f" **= {other}"
        return self
    def __matmul__(self, other):
        return Term(f"{self.text} @ {other}")
    def __rmatmul__(self, other):
        return Term(f"{other} @ {self.text} reflected")
    def __imatmul__(self, other):
        self.text += f" @= {other}"
        return self
    def __lshift__(self, other):
        return Term(f"{self.text} << {other}")
    def __rlshift__(self, other):
        return Term(f"{other} << {self.text} reflected")
    def __ilshift__(self, other):
        self.text += f" <<= {other}"
        return self
    def __rshift__(self, other):
        return Term(f"{self.text} >> {other}")
    def __rrshift__(self, other):
        return Term(f"{other} >> {self.text} reflected")
    def __irshift__(self, other):
        self.text += f" >>= {other}"
        return self
    def __and__(self, other):
        return Term(f"{self.text} & {other}")
    def __rand__(self, other):
        return Term(f"{other} & {self.text} reflected")
    def __iand__(self, other):
        self.text += f" &= {other}"
        return self
    def __or__(self, other):
        return Term(f"{self.text} | {other}")
    def __ror__(self, other):
        return Term(f"{other} | {self.text} reflected")
    def __ior__(self, other):
        self.text += f" |= {other}"
        return self
    def __xor__(self, other):
        return Term(f"{self.text} ^ {other}")
    def __rxor__(self, other):
        return Term(f"{other} ^ {self.text} reflected")
    def __ixor__(self, other):
        self.text += f" ^= {other}"
        return self
    def __mul__(self, other):
        return Term(f"{self.text} * {other}")
    def __rmul__(self, other):
        return Term(f"{other} * {self.text} reflected")
    def __imul__(self, other):
        self.text += f" *= {other}"
        return self
    def __mod__(self, other):
        return Term(f"{self.text} % {other}")
    def __rmod__(self, other):
        return Term(f"{other} % {self.text} reflected")
    def __imod__(self, other):
        self.text += f" %= {other}"
        return self
    def __add__(self, other):
        return Term(f"{self.text} + {other}")
    def __radd__(self, other):
        return Term(f"{other} + {self.text} reflected")
    def __iadd__(self, other):
        self.text += f" += {other}"
        return self
    def __rdivmod__(self, other):
        return ("divmod", other, self.text)
    def __divmod__(self, other):
        return ("divmod", self.text, other)
    def __pos__(self):
        return Term("+" + self.text)
    def __neg__(self):
        return Term("-" + self.text)
    def __invert__(self):
        return Term("~" + self.text)
    def __ne__(self, other):
        return (self.text, "!=", other)
    def __le__(self, other):
        return (self.text, "<=", other)
    def __gt__(self, other):
        return (self.text, ">", other)
    def __ge__(self, other):
        return (self.text, ">=", other)
    def __floor__(self):
        return "floor"
    def __ceil__(self):
        return "ceil"
    def __trunc__(self):
        return "trunc"
    def __bytes__(self):
        return self.text.encode()
    def __length_hint__(self):
        return 3
    def __dir__(self):
        return ["b", "a"]
    def __copy__(self):
        return Term("copy")
    def __deepcopy__(self, memo):
        return Term("deep copy")
    def __class_getitem__(cls, item):
        return (cls.__name__, item)
import copy, math, operator
a, b = Term("a"), 7

try:
    print(a - 5, 5 - a)
except TypeError as error:
    print(error)
try:
    print(a / 5, 5 / a)
except TypeError as error:
    print(error)
try:
    print(a // 5, 5 // a)
except TypeError as error:
    print(error)
try:
    print(a ** 5, 5 ** a)
except TypeError as error:
    print(error)
try:
    print(a @ 5, 5 @ a)
except TypeError as error:
    print(error)
try:
    print(a << 5, 5 << a)
except TypeError as error:
    print(error)
try:
    print(a >> 5, 5 >> a)
except TypeError as error:
    print(error)
try:
    print(a & 5, 5 & a)
except TypeError as error:
    print(error)
try:
    print(a | 5, 5 | a)
except TypeError as error:
    print(error)
try:
    print(a ^ 5, 5 ^ a)
except TypeError as error:
    print(error)
try:
    print(a * 5, 5 * a)
except TypeError as error:
    print(error)
try:
    print(a % 5, 5 % a)
except TypeError as error:
    print(error)
try:
    print(a + 5, 5 + a)
except TypeError as error:
    print(error)
try:
    print(a - 's', 's' - a)
except TypeError as error:
    print(error)
try:
    print(a / 's', 's' / a)
except TypeError as error:
    print(error)
try:
    print(a // 's', 's' // a)
except TypeError as error:
    print(error)
try:
    print(a ** 's', 's' ** a)
except TypeError as error:
    print(error)
try:
    print(a @ 's', 's' @ a)
except TypeError as error:
    print(error)
try:
    print(a << 's', 's' << a)
except TypeError as error:
    print(error)
try:
    print(a >> 's', 's' >> a)
except TypeError as error:
    print(error)
try:
    print(a & 's', 's' & a)
except TypeError as error:
    print(error)
try:
    print(a | 's', 's' | a)
except TypeError as error:
    print(error)
try:
    print(a ^ 's', 's' ^ a)
except TypeError as error:
    print(error)
try:
    print(a * 's', 's' * a)
except TypeError as error:
    print(error)
try:
    print(a % 's', 's' % a)
except TypeError as error:
    print(error)
try:
    print(a + 's', 's' + a)
except TypeError as error:
    print(error)
x = Term("x")
x -= 5
print(x)
x = Term("x")
x /= 5
print(x)
x = Term("x")
x //= 5
print(x)
x = Term("x")
x **= 5
print(x)
x = Term("x")
x @= 5
print(x)
x = Term("x")
x <<= 5
print(x)
x = Term("x")
x >>= 5
print(x)
x = Term("x")
x &= 5
print(x)
x = Term("x")
x |= 5
print(x)
x = Term("x")
x ^= 5
print(x)
x = Term("x")
x *= 5
print(x)
x = Term("x")
x %= 5
print(x)
x = Term("x")
x += 5
print(x)
print(+a, -a, ~a, divmod(a, 2), divmod(2, a))
print(a != 1, a <= 1, a > 1, a >= 1)
print(math.floor(a), math.ceil(a), math.trunc(a), bytes(a), operator.length_hint(a), dir(a))
print(copy.copy(a), copy.deepcopy([a]), Term[int], Term[1, "x"])
