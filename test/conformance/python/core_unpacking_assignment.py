a, b = 1, 2
a, b = b, a
print(a, b)
(c, d), [e, f] = (1, 2), [3, 4]
print(c, d, e, f)
first, *middle, last = range(6)
print(first, middle, last)
*init, tail = "abc"
print(init, tail)
head, *rest = [1]
print(head, rest)
x = y = z = []
x.append(1)
print(y, x is z)
i = 0
arr = [0, 0, 0]
i, arr[i] = 1, 9
print(i, arr)
for n, (p, *q) in enumerate([(1, 2, 3), (4,)]):
    print(n, p, q)
for bad in (
    lambda: unpack2([1]),
    lambda: unpack2([1, 2, 3]),
    lambda: unpack2(5),
    lambda: unpack2(x for x in range(3)),
    lambda: unpack2({"a": 1, "b": 2, "c": 3}),
    lambda: unpack_star([]),
    lambda: unpack2(None),
):
    def unpack2(v):
        a, b = v
        return a, b

    def unpack_star(v):
        a, *b, c = v
        return a, b, c

    try:
        print(bad())
    except (TypeError, ValueError) as err:
        print(type(err).__name__, err)
print(unpack2({"k": 1, "l": 2}), unpack2("xy"), unpack_star("wxyz"))
(a) = 3
[a] = [4]
(a,) = (5,)
print(a)
data = {"k": [1, {"m": 2}]}
data["k"][1]["m"] += 5
data["new"] = data.get("new", 0) + 1
print(data)
lst = list(range(10))
lst[2:5] = ["a"]
lst[::3] = [0] * len(lst[::3])
del lst[0], lst[-1]
print(lst)
del data["new"], lst[:2]
print(data, lst)


class O:
    pass


o = O()
o.a, o.b = o.c = 1, 2
print(o.a, o.b, o.c)
o.a += 10
o.n = o
o.n.n.a *= 2
print(o.a)
del o.a
print(hasattr(o, "a"))
t: int = 5
u: "str"
print(t, __annotations__)


class Ann:
    x: int
    y: float = 1.0

    def f(self):
        local: undefined_type = 3
        return local


print(Ann.__annotations__, Ann().f())
if (m := 10) > 5:
    print(m)
while (n := n - 1) > -3:
    print(n, end=",")
print()
print((w := 3) + w, [k := 1, k + 1])
def returns():
    return 1, *[2, 3]
print(returns())
for v in 1, *(2, 3):
    print(v, end=" ")
print()
