def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: (255).bit_length())
attempt(lambda: (-8).bit_length())
attempt(lambda: (255).bit_count())
attempt(lambda: (10).to_bytes(2, 'big'))
attempt(lambda: (10).to_bytes(2, 'little'))
attempt(lambda: int.from_bytes(b'\x01\x00', 'big'))
attempt(lambda: (-1).to_bytes(2, 'big', signed=True))
attempt(lambda: int.from_bytes(b'\xff', 'big', signed=True))
attempt(lambda: (5).as_integer_ratio())
attempt(lambda: (5).real)
attempt(lambda: (5).imag)
attempt(lambda: (5).numerator)
attempt(lambda: (5).denominator)
