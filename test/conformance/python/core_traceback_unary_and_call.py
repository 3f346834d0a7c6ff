def neg(x):
    return -x


values = [1, "a"]
print([neg(v) for v in values])
