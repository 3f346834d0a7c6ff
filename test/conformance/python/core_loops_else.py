for i in range(3):
    pass
else:
    print("for else", i)
for i in range(3):
    if i == 1:
        break
else:
    print("never")
print(i)
n = 0
while n < 3:
    n += 1
    if n == 2:
        continue
    print(n)
else:
    print("while else")
while True:
    n += 1
    if n > 5:
        break
else:
    print("never")
for i in []:
    print("never")
else:
    print("empty else")
for x in (y := [1, 2, 3]):
    y.append(x + 5) if x < 2 else None
print(y)
for i, (a, b) in enumerate({"k": 1, "l": 2}.items(), start=1):
    print(i, a, b)
d = {"a": 1}
try:
    for k in d:
        d[k + "x"] = 1
except RuntimeError as e:
    print(e)
s = {1, 2}
try:
    for v in s:
        s.add(v + 10)
except RuntimeError as e:
    print(e)
l = [1, 2, 3, 4]
for v in l:
    l.remove(v)
print(l)
for i in range(10, 0, -3):
    print(i, end=" ")
for i in range(5)[1:4:2]:
    print(i, end=" ")
print()
total = 0
for i in range(3):
    for j in range(3):
        if j == 2:
            break
        if i == 1:
            continue
        total += i * 10 + j
    else:
        print("inner else")
print(total)
outer = []
for i in range(3):
    try:
        for j in range(3):
            if j == i:
                break
            outer.append((i, j))
        else:
            continue
        if i == 2:
            break
    finally:
        outer.append("f")
print(outer)
i = 100
while i:
    i //= 2
    if not i % 5:
        print("five", i)
        break
for c in "héllo😀":
    print(c, end="|")
print()
it = iter(range(5))
for v in it:
    print(v, next(it, None))
for a in [1]:
    for a in [2]:
        pass
print(a)
for v in iter(lambda c=[0]: c.__setitem__(0, c[0] + 1) or c[0], 4):
    print(v, end=" ")
print()
