data = [5, 12, 7, 20]
print([y for v in data if (y := v * 2) > 15], y, any((found := v) > 10 for v in data), found)
if (n := len(data)) > 3: print(n)
while (chunk := data[:2]) and len(data) > 1:
    print(chunk); data = data[2:]
print([(i, j) for i in range(3) for j in range(i) if (i + j) % 2], {i: {j for j in range(i)} for i in range(3)}, [[c for c in w] for w in ("ab", "c")], {v % 3 for v in range(7)}, sum(i * i for i in range(4)), dict((k, v) for k, v in zip("ab", (1, 2))))
print([*range(2), *"ab"], {**{"a": 1}, "b": 2}, (*[1], 2), {*[1, 1, 2]}, [x if x % 2 else -x for x in range(4)], list(map(lambda t: t[0] + t[1], [(1, 2), (3, 4)])))
gen = (print("lazy", i) or i for i in range(2)); print("made"); print(list(gen), list(gen))
