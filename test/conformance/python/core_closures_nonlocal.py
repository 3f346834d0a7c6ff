def counter():
    count = 0

    def bump(by=1):
        nonlocal count
        count += by
        return count

    def reset():
        nonlocal count
        count = 0

    return bump, reset


a, ra = counter()
b, _ = counter()
print(a(), a(), a(10), b(), ra(), a())
x = "global"


def outer():
    x = "outer"

    def middle():
        def inner():
            nonlocal x
            x = "changed"
            return x

        return inner

    print(middle()(), x)

    def uses_global():
        global x
        x = "set"
        return x

    print(uses_global(), x)


outer()
print(x)


def make(n):
    def multiplier(v):
        return v * n

    n += 1
    return multiplier


print(make(2)(10), make(2).__closure__[0].cell_contents, make(2).__code__.co_freevars)


def recursive():
    def even(n):
        return n == 0 or odd(n - 1)

    def odd(n):
        return n != 0 and even(n - 1)

    return even(50), odd(50)


print(recursive())


def shadow(x):
    def f():
        return x

    x = x + 1
    del_me = 1
    del del_me
    try:
        del_me
    except UnboundLocalError as e:
        print(e)
    return f()


print(shadow(1))


def unbound():
    def f():
        return y

    try:
        f()
    except NameError as e:
        print(type(e).__name__, e)
    y = 1
    print(f())
    del y
    try:
        f()
    except NameError as e:
        print(e)


unbound()
fs = []
for k in range(3):
    def f(k=k):
        return k

    fs.append(f)
print([f() for f in fs])


class C:
    y = 5
    z = [y for _ in range(2)]

    def m(self):
        return self.y, x


print(C.z, C().m())
