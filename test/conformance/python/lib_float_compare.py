xs = [1, 1.0, True, 2**53, 2.0**53, 2**53 + 1, 10**400, -10**400, float("inf"), float("-inf"), float("nan"), 0.5, 0]
for a in xs:
    print([(a < b, a <= b, a == b, a != b, a > b, a >= b) for b in xs])
