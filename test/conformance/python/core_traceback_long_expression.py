a = 1
b = "x"
c = [a for a in range(3)][0] + sum([x * 2 for x in range(10)]) + len(b) * (a - b) if a else b
