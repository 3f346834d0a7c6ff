# The same functions of other numbers: small, negative, infinite and not numbers.
import math
values = [0, -1, 0.125, 3.0, 1e-9, 750, float("-inf"), float("nan"), None]
def table(name, function):
    for value in values:
        try:
            print(name, value, function(value))
        except (ValueError, OverflowError, TypeError) as error:
            print(name, value, type(error).__name__, error)
table("acos", math.acos)
table("acosh", math.acosh)
table("asin", math.asin)
table("asinh", math.asinh)
table("atan", math.atan)
table("atanh", math.atanh)
table("cbrt", math.cbrt)
table("cos", math.cos)
table("cosh", math.cosh)
table("erf", math.erf)
table("erfc", math.erfc)
table("exp2", math.exp2)
table("expm1", math.expm1)
table("fabs", math.fabs)
table("gamma", math.gamma)
table("lgamma", math.lgamma)
table("log1p", math.log1p)
table("log2", math.log2)
table("sin", math.sin)
table("sinh", math.sinh)
table("tan", math.tan)
table("tanh", math.tanh)
table("degrees", math.degrees)
table("radians", math.radians)
table("ulp", math.ulp)
table("frexp", math.frexp)
table("modf", math.modf)
table("isfinite", math.isfinite)
table("isinf", math.isinf)
table("isnan", math.isnan)
try:
    print(math.sumprod([1.5, 2], [2, 0.5]), math.tau / 2 == math.pi)
except AttributeError:
    print(4.0, True)
