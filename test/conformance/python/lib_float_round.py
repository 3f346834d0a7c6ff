for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.675, 1.005, 0.125, 0.375, 1e16, 123456.789, 5e-324, -2.5, 1234.5, 0.49999999999999994, 1e300):
    print(x, round(x), [round(x, d) for d in (0, 1, 2, 3, -1, -2, 20, 330, -320)])
for x in (float("inf"), float("nan")):
    print(round(x, 2))
    try:
        print(round(x))
    except Exception as e:
        print(type(e).__name__, e)
