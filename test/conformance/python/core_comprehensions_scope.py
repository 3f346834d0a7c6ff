x = "outer"
print([x for x in range(3)], x)
print({x: y for x, y in zip("ab", range(2))}, x)
print({i % 3 for i in range(10)}, sorted(i % 3 for i in range(10)))
print([(i, j) for i in range(3) for j in range(i) if (i + j) % 2])
print([[j * i for j in range(3)] for i in range(3)])
print([y := 5, y**2], y)
print([last := v for v in range(4)], last)


def f():
    total = 0
    out = [total := total + v for v in range(5)]
    return out, total


print(f())
print([k() for k in [lambda: v for v in range(3)]])
print([k() for k in [lambda v=v: v for v in range(3)]])


def nested():
    funcs = [[(lambda: (a, b)) for b in range(2)] for a in range(2)]
    return [[g() for g in row] for row in funcs]


print(nested())


class K:
    items = [1, 2, 3]
    double = [i * 2 for i in items]
    try:
        bad = [i for i in range(2) if items]
    except NameError as e:
        err = str(e)


print(K.double, K.err)
gen = (n * n for n in range(5))
print(next(gen), list(gen), list(gen))
print(sum(a * b for a, b in zip([1, 2], [3, 4])))
print(any(v > 3 for v in range(5)), all(v < 3 for v in range(5)))
print([*range(3), *"ab"], (*[1], 2), {*[1, 2], 3}, {**{"a": 1}, "b": 2, **{"a": 3}})
it = iter([1, 2, 3])
print([(v, next(it)) for v in it if v < 3])
print([c for w in ["ab", "cd"] for c in w if c != "c"])
print({k: [v for v in range(k)] for k in range(3)})


def outer():
    z = 1

    def inner():
        return [z + q for q in range(2)], [z for z in "ab"], z

    return inner()


print(outer())
matrix = [[1, 2], [3, 4]]
print([[row[i] for row in matrix] for i in range(2)])
[print(i, end=" ") for i in range(3)]
print()
print([a if a > 1 else -a for a in range(4)], [not a for a in (0, 1)])
