def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: 'Z' < 'a')
attempt(lambda: 'é' > 'z')
attempt(lambda: b'a' < b'b')
attempt(lambda: b'a' == 'a')
attempt(lambda: range(3) == range(0, 3, 1))
attempt(lambda: range(0) == range(5, 5))
attempt(lambda: object() == object())
attempt(lambda: {} < {})
attempt(lambda: 1 < None)
attempt(lambda: [None] < [None])
attempt(lambda: [[]] < [[1]])
attempt(lambda: 'abc' < 'abd')
attempt(lambda: 'ab' < 'abc')
