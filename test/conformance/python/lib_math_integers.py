import math
print([math.factorial(n) for n in (0, 1, 5, 20, 30)], [math.comb(n, k) for n, k in ((5, 2), (10, 0), (10, 11), (60, 30), (2, 5))], [math.perm(n, k) for n, k in ((5, 2), (10, 0), (3, 4), (20, 15))], math.perm(4), [math.isqrt(n) for n in (0, 1, 15, 16, 17, 10**20, 10**40 + 1, 2**53 - 1)])
print(math.gcd(), math.gcd(12), math.gcd(12, 18, 27), math.gcd(-4, 6), math.gcd(0, 5), math.gcd(10**30, 10**20 * 3), math.lcm(), math.lcm(4, 6), math.lcm(-3, 5), math.lcm(0, 3), math.lcm(2, 3, 5))
print(math.prod([1, 2, 3]), math.prod([1.5, 2]), math.prod([], start=5), math.prod(range(1, 25)), math.ceil(2.1), math.floor(-2.1), math.trunc(2.9), math.ceil(10**20), math.floor(1e20))
for f in (lambda: math.factorial(-1), lambda: math.factorial(2.5), lambda: math.comb(-1, 2), lambda: math.comb(3, -1), lambda: math.perm(-1), lambda: math.isqrt(-1), lambda: math.isqrt(2.0), lambda: math.gcd(1.5), lambda: math.gcd("a"), lambda: math.ceil("a"), lambda: math.floor(None), lambda: math.trunc("a"), lambda: math.factorial(), lambda: math.comb(1), lambda: math.prod(5), lambda: math.lcm(1.5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
