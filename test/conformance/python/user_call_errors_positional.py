def f(a, b, c=3):
    return a, b, c

def g(*, key):
    return key

def h(a, /, b):
    return a, b

calls = [lambda: f(), lambda: f(1), lambda: f(1, 2, 3, 4), lambda: f(1, 2, d=4), lambda: f(1, a=2), lambda: f(1, 2, c=4), lambda: g(1), lambda: g(), lambda: g(key=1, other=2), lambda: h(a=1, b=2), lambda: h(1, 2, 3), lambda: h(b=1), lambda: f(*[1, 2, 3, 4, 5]), lambda: f(**{"a": 1, "b": 2}), lambda: f(1, **{"a": 2})]
for call in calls:
    try:
        print(call())
    except TypeError as e:
        print("TypeError:", e)
