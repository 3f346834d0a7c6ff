def inner():
    got = []
    try:
        while True:
            got.append((yield len(got)))
    except ValueError:
        return got
def outer():
    result = yield from inner()
    print("inner gave", result)
    yield from "ab"
    yield from range(2)
    return "end"
o = outer()
print(next(o), o.send("x"), o.send("y"), o.throw(ValueError), list(o))
def chain(*its):
    for it in its:
        yield from it
print(list(chain([1], (2,), "3", {4: 5})), sum(chain(range(3), range(4))), dict(chain({"a": 1}.items())))
try:
    list(chain(5))
except TypeError as e:
    print(e)
