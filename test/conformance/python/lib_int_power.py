print(2**10, (-2)**3, 0**0, 5**0, 2**-1, (-2)**-2, 10**20, 3**50, (-1)**1000001, (-1)**(10**30))
print(pow(3, 200, 13), pow(3, -1, 7), pow(-3, 5, 7), pow(2, 10, -7), pow(10, 10**20, 97), pow(5, 0, 1))
for args in ((2, -1, 4), (2, 3, 0), (1.5, 2, 3), (2, "a")):
    try:
        print(pow(*args))
    except Exception as e:
        print(type(e).__name__, e)
