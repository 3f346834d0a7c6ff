print((1.5).is_integer(), (2.0).is_integer(), (0.1).as_integer_ratio(), (-2.5).as_integer_ratio(), (1e300).as_integer_ratio()[1], (0.1).hex(), (-1.0).hex(), (5e-324).hex(), (0.0).hex())
print(float.fromhex("0x1.8p3"), float.fromhex("0x1p-1074"), float.fromhex("inf"), float.fromhex("-0x.8p0"), (3.7).__int__(), (3.7).__floor__(), (3.2).__ceil__(), (-3.7).__trunc__(), (2.5).real, (2.5).imag, (2.5).conjugate())
for f in (lambda: float("inf").as_integer_ratio(), lambda: float.fromhex("zz"), lambda: int(float("inf"))):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
