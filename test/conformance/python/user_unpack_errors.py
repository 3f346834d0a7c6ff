tries = [lambda: (lambda a, b: 0)(*[1]), ]
def unpack(values, shape):
    try:
        if shape == 2:
            a, b = values
            print(a, b)
        elif shape == 3:
            a, *b, c = values
            print(a, b, c)
        else:
            (a, b), c = values
            print(a, b, c)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
for values in [[1], [1, 2], [1, 2, 3], "ab", "", {1: 2, 3: 4}, 5, None, [[1, 2], 3], [1, 2], iter([1, 2]), (x for x in range(5)), {1, 2}]:
    for shape in (2, 3, 4):
        unpack(values, shape)
