import math
print(math.fsum([0.1] * 10), math.fsum([1e100, 1.0, -1e100]), math.fsum([]), math.fsum([1e308, 1e308, -1e308]) if False else 0, math.fsum([1, 2.5]), math.fsum([2**-1074] * 3), math.fsum([0.1, 0.2, 0.3, -0.6]), math.fsum(1 / n for n in range(1, 200)))
print(math.hypot(), math.hypot(3), math.hypot(1, 2, 3), math.hypot(1e200, 1e200), math.hypot(1e-200, 1e-200), math.hypot(0.1, 0.2, 0.3, 0.4), math.dist((1, 2, 3), (4, 5, 6)), math.dist([0.1], [0.2]), math.dist([], []))
print(math.isclose(1, 1 + 1e-10), math.isclose(1, 1.1), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-12), math.isclose(0, 1e-12, abs_tol=1e-9), math.isclose(math.inf, math.inf), math.isclose(math.nan, math.nan))
print(math.ldexp(0.5, 3), math.ldexp(1.5, -1074), math.ldexp(1, 1023), math.ldexp(0.0, 10**10), math.ldexp(1.0, -2000), math.log(8, 2), math.log(100, 10), math.log(10**500), math.log2(2**1000), math.log10(10**30), math.log2(0.125), math.exp(1), math.e ** 2, math.log(2.5, 1.5))
for f in (lambda: math.fsum([math.inf, -math.inf]), lambda: math.fsum(["a"]), lambda: math.dist([1], [1, 2]), lambda: math.isclose(1, 2, rel_tol=-1), lambda: math.ldexp(1.0, 5000), lambda: math.ldexp(1.0, 1.5), lambda: math.log(0), lambda: math.log(-5), lambda: math.log(5, 1), lambda: math.log(5, 0), lambda: math.log("a"), lambda: math.sqrt(-1), lambda: math.sqrt("4"), lambda: math.sqrt(), lambda: math.sin(1, 2), lambda: math.pow(0, -1), lambda: math.hypot("a"), lambda: math.nope, lambda: math.exp(1000), lambda: math.sqrt(10**400), lambda: math.sqrt(x=4), lambda: math.fsum(5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
