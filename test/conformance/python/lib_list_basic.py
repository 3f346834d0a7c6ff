a = [3, 1, 2]
a.append(4); a.extend("ab"); a.insert(0, "x"); a.insert(-1, "y"); a.insert(100, "z"); print(a, len(a), a.index(1), a.count("a"))
print(a.pop(), a.pop(0), a.pop(-2), a); a.remove("a"); a.reverse(); print(a, a.copy() is a, a.copy() == a); a.clear(); print(a)
print([1, 2] + [3], [0] * 3, 3 * [1, 2], [1, [2]] == [1, [2]], [1, 2] < [1, 3], [1] < [1, 0], [] < [0], list("abc"), list(range(3)), list({"a": 1}), list())
b = [1, 2, 3]; c = b; c += [4]; print(b, b is c); c = c + [5]; print(b, c); b *= 2; print(b)
print(2 in b, 9 not in b, [float("nan")] == [float("nan")], [x := 5, x][1])
n = float("nan"); print([n] == [n], n in [n], [n].index(n), [1.0, True].count(1))
