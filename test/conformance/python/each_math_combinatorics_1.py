import math

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: math.comb(5, 2))
attempt(lambda: math.comb(5, 7))
attempt(lambda: math.perm(5))
attempt(lambda: math.perm(5, 2))
attempt(lambda: math.factorial(20))
attempt(lambda: math.factorial(25))
attempt(lambda: math.gcd(12, 18, 27))
attempt(lambda: math.lcm(4, 6))
attempt(lambda: math.gcd())
