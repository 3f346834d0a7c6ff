import math

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: math.prod([1, 2, 3], start=2))
attempt(lambda: math.dist([1, 2], [4, 6]))
attempt(lambda: math.hypot(3, 4))
attempt(lambda: math.degrees(math.pi))
attempt(lambda: math.radians(180))
attempt(lambda: math.cbrt(27))
attempt(lambda: math.exp2(10))
attempt(lambda: math.atan2(-0.0, -1))
attempt(lambda: math.dist([1], [1, 2]))
attempt(lambda: math.isclose(1, 2, rel_tol=-1))
