import math

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: math.inf - math.inf)
attempt(lambda: math.nan == math.nan)
attempt(lambda: math.isclose(0.1 + 0.2, 0.3))
attempt(lambda: math.isclose(1, 1.1, rel_tol=0.2))
attempt(lambda: math.copysign(1, -0.0))
attempt(lambda: math.frexp(0.0))
attempt(lambda: math.frexp(8.5))
attempt(lambda: math.modf(-2.5))
attempt(lambda: math.nextafter(1, 2))
attempt(lambda: math.ulp(1.0))
attempt(lambda: math.fsum([0.1] * 10))
