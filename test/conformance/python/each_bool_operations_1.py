def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: True and 5)
attempt(lambda: 0 or 'x')
attempt(lambda: not [])
attempt(lambda: None or 0 or '')
attempt(lambda: 1 and 2 and 3)
attempt(lambda: 1 < 2 < 3)
attempt(lambda: 1 < 3 < 2)
attempt(lambda: 1 == 1.0 == True)
attempt(lambda: True is True)
attempt(lambda: True + 1)
attempt(lambda: True & False)
attempt(lambda: True | 2)
attempt(lambda: True ^ True)
attempt(lambda: isinstance(True, int))
attempt(lambda: bool('False'))
attempt(lambda: bool(0.0))
