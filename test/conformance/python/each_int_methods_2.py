def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: (5).conjugate())
attempt(lambda: (300).to_bytes(1, 'big'))
attempt(lambda: (-1).to_bytes(1, 'big'))
attempt(lambda: ((-1).to_bytes(0, "big", signed=True), (-128).to_bytes(1, "big", signed=True), int("v0", 32), int("-321", 4)))
attempt(lambda: (5).to_bytes(1, 'middle'))
attempt(lambda: (3).is_integer())
attempt(lambda: hash(2**61 - 1))
attempt(lambda: hash(2**61))
attempt(lambda: hash(-1))
attempt(lambda: hash(10**20))
attempt(lambda: hex(-255))
attempt(lambda: oct(8))
attempt(lambda: bin(-5))
attempt(lambda: int('7' * 30))
