import math

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: round(25, -1))
attempt(lambda: round(1e300, 2))
attempt(lambda: math.floor(1e20))
attempt(lambda: math.ceil('a'))
attempt(lambda: round(2.5, 1.0))
attempt(lambda: math.floor(float('nan')))
attempt(lambda: math.floor(float('inf')))
attempt(lambda: round(float('inf')))
