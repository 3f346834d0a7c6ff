for a, b in ((2.0, 0.5), (2, 0.5), (0.0, 0), (0.0, 2.0), (-2.0, 3), (-2.0, -3.0), (1.0, float("nan")), (float("inf"), -1), (-float("inf"), 3), (0.5, float("inf")), (10.0, 308), (2.0, -1074), (1.1, 100.5)):
    print(a, b, a**b)
for a, b in ((0.0, -1), (10.0, 400), (0, -1.5)):
    try:
        print(a**b)
    except Exception as e:
        print(type(e).__name__, e)
