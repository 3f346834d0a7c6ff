x = 1
def read_before():
    print(x)
    x = 2
def inner_nonlocal():
    def g():
        nonlocal y
        y += 1
    y = 1
    g()
    return y
def use_global():
    global counter
    counter = 5
def deleted():
    z = 1
    del z
    return z
def free():
    def g(): return later
    if False: later = 1
    return g()
for f in (read_before, inner_nonlocal, use_global, deleted, free, lambda: undefined_name, lambda: pritn(1), lambda: lenn([1])):
    try:
        print(f())
    except NameError as e:
        print(type(e).__name__, str(e).split(". Did")[0])
print(counter, [x for x in range(2)], x, {k: x for k in "a"}, (lambda x=x: x)(), [(lambda: i)() for i in range(3)], [f() for f in [lambda: i for i in range(3)]])
