b = b'Hello, World'

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: b.upper())
attempt(lambda: b.find(b'o'))
attempt(lambda: b.find(111))
attempt(lambda: b.count(b'l'))
attempt(lambda: b.split(b', '))
attempt(lambda: b.replace(b'l', b'L'))
attempt(lambda: b.startswith(b'He'))
attempt(lambda: b.decode())
attempt(lambda: b.hex())
attempt(lambda: b.hex(' '))
attempt(lambda: bytes.fromhex('48 65'))
attempt(lambda: b[0])
attempt(lambda: b[1:3])
attempt(lambda: list(b[:3]))
attempt(lambda: b + b'!')
attempt(lambda: b * 2)
attempt(lambda: b'a' in b)
attempt(lambda: 72 in b)
attempt(lambda: b.index(b'z'))
attempt(lambda: b.join([b'a', b'b']))
