n = 3
while n:
    n -= 1
    print(6 // n)
