import math
for f in (math.atan2, math.copysign, math.fmod, math.pow, math.remainder, math.hypot, math.nextafter):
    for a, b in ((0, 0), (1, 2), (-1, 2), (0.0, -0.0), (5.5, -2), (1e308, 10), (-8, 1/3), (0, -1), (math.inf, 1), (1, math.inf), (math.nan, 1), (7, 2.5), (2, 0.5), (-7, 3)):
        try:
            print(f.__name__, a, b, f(a, b))
        except Exception as e:
            print(f.__name__, a, b, type(e).__name__, e)
