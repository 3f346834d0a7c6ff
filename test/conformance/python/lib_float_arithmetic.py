xs = [0.0, -0.0, 1.5, -1.5, 3.7, -3.7, 1e300, float("inf"), float("nan")]
for a in xs:
    for b in xs:
        row = []
        for f in (lambda: a + b, lambda: a - b, lambda: a * b, lambda: a / b, lambda: a // b, lambda: a % b, lambda: divmod(a, b)):
            try:
                row.append(repr(f()))
            except Exception as e:
                row.append(str(e))
        print(a, b, row)
