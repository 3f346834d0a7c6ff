import math

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: math.floor(-2.5))
attempt(lambda: math.ceil(-2.5))
attempt(lambda: math.trunc(-2.7))
attempt(lambda: round(2.5))
attempt(lambda: round(-2.5))
attempt(lambda: round(2.675, 2))
attempt(lambda: round(1234, -2))
attempt(lambda: round(15, -1))
