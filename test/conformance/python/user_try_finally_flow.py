def f(n):
    for i in range(3):
        try:
            if n == 0: return "try"
            if n == 1: raise ValueError(i)
            if n == 2: continue
            if n == 3: break
        except ValueError as e:
            if i == 1: return f"except {e}"
        else:
            print("else", i)
        finally:
            print("finally", n, i)
            if n == 4: return "finally wins"
    else:
        return "loop else"
    return "after break"
for n in range(6):
    print(f(n))
def g():
    try:
        return 1
    finally:
        print("cleanup")
def h():
    try:
        raise KeyError("lost")
    finally:
        return "swallowed"
print(g(), h())
def nested():
    try:
        try:
            raise ValueError("a")
        finally:
            raise TypeError("b")
    except TypeError as e:
        return repr(e), repr(e.__context__)
print(nested())
try:
    del e
except NameError as err:
    print(err)
