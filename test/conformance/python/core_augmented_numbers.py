# Every augmented assignment on numbers, names, attributes and items.
class Box:
    pass
box = Box()
box.value = 100
row = [64, 3]
n = 1000
n /= 8
print(n)
n //= 3
n **= 2
n %= 1000
print(n)
k = 5
k <<= 3
k >>= 1
k |= 64
k &= 0b1010111
k ^= 1
print(k)
box.value /= 4
row[0] <<= 2
row[1] >>= 1
row[0] /= 8
print(box.value, row)
try:
    n @= 2
except TypeError as error:
    print(error)
try:
    row @= row
except TypeError as error:
    print(error)
