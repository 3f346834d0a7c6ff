import math

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: math.sqrt(-1))
attempt(lambda: math.log(0))
attempt(lambda: math.log(-1))
attempt(lambda: math.log10(0))
attempt(lambda: math.acos(2))
attempt(lambda: math.asin(-2))
attempt(lambda: math.atanh(1))
attempt(lambda: math.acosh(0.5))
attempt(lambda: math.exp(1000))
attempt(lambda: math.pow(0, -1))
attempt(lambda: math.pow(-8, 1/3))
