def names():
    return [name for name in globals() if len(name) == 2 and name[0] == "v"]


def use():
    return v1, v2, v3


v3 = 1
v1 = 2
print(names())
del v3
v2 = 3
v3 = 4
print(names())
for v9 in range(2):
    pass
for v8 in [1]:
    pass
del v9
for v9 in (0, 1):
    pass
print(names())
globals()["v0"] = 1
del globals()["v1"]
v1 = 5
print(names(), list(globals()).index("v2") < list(globals()).index("v0"))
