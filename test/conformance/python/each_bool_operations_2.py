def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: bool([0]))
attempt(lambda: ~True + 0)
attempt(lambda: 'a' if [] else 'b')
attempt(lambda: 1 != 2 != 1)
attempt(lambda: None is None)
attempt(lambda: [] == False)
attempt(lambda: 0 == False)
attempt(lambda: '' == False)
attempt(lambda: max(True, 2))
attempt(lambda: sum([True, True]))
attempt(lambda: [1, 2][True])
attempt(lambda: str(True) + '!')
attempt(lambda: int(True))
attempt(lambda: True.real)
attempt(lambda: False.bit_length())
attempt(lambda: {True: 1, 1: 2})
