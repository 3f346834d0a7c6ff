def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: 1 < 'a')
attempt(lambda: [] < ())
attempt(lambda: None < None)
attempt(lambda: [1, 2] < [1, 'a'])
attempt(lambda: (1, 2) < (1, 3))
attempt(lambda: 'a' < 'b' < 'c')
attempt(lambda: [1] == (1,))
attempt(lambda: {1} < {1, 2})
attempt(lambda: {1: 2} == {1.0: 2.0})
attempt(lambda: 1 == '1')
attempt(lambda: None == 0)
attempt(lambda: float('nan') in [float('nan')])
attempt(lambda: [1, [2]] == [1, [2]])
