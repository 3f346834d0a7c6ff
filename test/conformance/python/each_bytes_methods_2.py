b = b'Hello, World'

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: b.strip(b'Hd'))
attempt(lambda: b.title())
attempt(lambda: b.isalpha())
attempt(lambda: b'%d' % 5)
attempt(lambda: b'a' + 'b')
attempt(lambda: b[100])
attempt(lambda: bytes(3))
attempt(lambda: bytes([1, 2]))
attempt(lambda: bytes('é', 'utf-8'))
attempt(lambda: b.decode('ascii'))
attempt(lambda: b'\xff'.decode())
attempt(lambda: b'\xff'.decode('utf-8', 'replace'))
attempt(lambda: b.partition(b','))
attempt(lambda: b.rsplit(b'o', 1))
attempt(lambda: b.center(20, b'*'))
attempt(lambda: b.zfill(15))
attempt(lambda: b.removeprefix(b'He'))
attempt(lambda: b'ab'.translate(bytes.maketrans(b'a', b'z')))
attempt(lambda: b.splitlines())
attempt(lambda: b'\x00\t\'"\\')
