import math

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: math.isqrt(10**20))
attempt(lambda: math.comb(-1, 2))
attempt(lambda: math.factorial(-1))
attempt(lambda: math.factorial(2.0))
attempt(lambda: math.isqrt(-1))
attempt(lambda: math.gcd(1.5))
attempt(lambda: math.perm(3, -1))
attempt(lambda: math.comb(100, 50))
