print((10).to_bytes(2, "big"), (10).to_bytes(2, "little"), (-5).to_bytes(2, "big", signed=True), (5).to_bytes())
print(int.from_bytes(b"\x01\x02", "big"), int.from_bytes(b"\x01\x02", "little"), int.from_bytes(b"\xff\xfe", "big", signed=True), int.from_bytes([1, 2, 3]))
print((7).as_integer_ratio(), (7).numerator, (7).denominator, (7).real, (7).imag, (7).conjugate(), int("7").__add__(3), (5).__radd__(2))
for f in (lambda: (256).to_bytes(1, "big"), lambda: (-1).to_bytes(1, "big"), lambda: (1).to_bytes(-1, "big"), lambda: (1).to_bytes(1, "x"), lambda: (1).__add__("a"), lambda: int.__add__(1.5, 2)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
