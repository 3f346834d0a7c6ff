fs = [lambda x: x + 1, lambda x: x["k"]]
print(fs[0](1))
fs[1]({"k": 1})
fs[1]([1])
