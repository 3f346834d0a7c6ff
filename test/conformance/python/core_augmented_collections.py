# Augmented assignment of sets, lists and texts: in place, or another object.
s = {1, 2, 3}
same = s
s |= {4}
s &= {2, 3, 4}
s ^= {4, 5}
s -= {5}
print(sorted(s), same is s)
d = {"a": 1}
d |= {"b": 2}
print(d)
l = [1]
m = l
l += (2, 3)
l *= 2
print(l, m is l)
t = "ab"
t *= 3
t += "!"
print(t, t[::-2])
class Matrix:
    def __init__(self, rows):
        self.rows = rows
    def __imatmul__(self, other):
        self.rows = [[sum(a * b for a, b in zip(row, column)) for column in zip(*other.rows)] for row in self.rows]
        return self
    def __itruediv__(self, scale):
        self.rows = [[value / scale for value in row] for row in self.rows]
        return self
x = Matrix([[1, 2], [3, 4]])
x @= Matrix([[0, 1], [1, 0]])
x /= 2
print(x.rows)
n = 3
n <<= 70
n >>= 68
n /= 1
print(n)
