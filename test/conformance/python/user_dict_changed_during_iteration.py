d = {1: "a", 2: "b"}
for act in ["add", "delete", "clear"]:
    copy = dict(d)
    try:
        for k in copy:
            if act == "add":
                copy[k + 10] = "new"
            elif act == "delete":
                del copy[k]
            else:
                copy.clear()
    except RuntimeError as e:
        print(act, e, copy)
s = {1, 2, 3}
try:
    for x in s:
        s.add(x + 100)
except RuntimeError as e:
    print(e)
l = [1, 2, 3]
for x in l:
    if len(l) < 6:
        l.append(x * 10)
print(l)
for k in list(d):
    del d[k]
print(d)
