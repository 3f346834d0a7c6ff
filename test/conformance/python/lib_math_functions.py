import math
fs = "acos acosh asin asinh atan atanh cbrt ceil cos cosh degrees erf erfc exp exp2 expm1 fabs floor gamma isfinite isinf isnan lgamma log log10 log1p log2 radians sin sinh sqrt tan tanh trunc ulp frexp modf".split()
xs = [0, 1, -1, 0.5, -0.5, 2, 10, 100.25, 1e-10, 1e10, -3.7, 0.1, 3, 171.5, 710.5, float("inf"), -float("inf"), float("nan"), True]
for name in fs:
    row = []
    for x in xs:
        try:
            row.append(getattr(math, name)(x))
        except Exception as e:
            row.append(f"{type(e).__name__}: {e}")
    print(name, row)
print(math.pi, math.e, math.tau, math.inf, math.nan)
