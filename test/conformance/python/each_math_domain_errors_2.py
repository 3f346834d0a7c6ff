import math

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: math.fmod(1, 0))
attempt(lambda: math.gamma(-1))
attempt(lambda: math.lgamma(0))
attempt(lambda: math.cosh(1000))
attempt(lambda: math.log(8, 1))
attempt(lambda: math.ldexp(1.0, 10**10))
attempt(lambda: math.log1p(-1))
attempt(lambda: math.sqrt('x'))
attempt(lambda: math.hypot())
attempt(lambda: math.remainder(1, 0))
