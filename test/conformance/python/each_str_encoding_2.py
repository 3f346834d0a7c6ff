def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: b'\xc3'.decode())
attempt(lambda: b'\xc3x'.decode())
attempt(lambda: b'abc\xff'.decode('ascii'))
attempt(lambda: b'\xff\xfea\x00'.decode('utf-16'))
attempt(lambda: ord('é'))
attempt(lambda: chr(233))
attempt(lambda: chr(0x1f600))
attempt(lambda: ord(''))
attempt(lambda: chr(0x110000))
attempt(lambda: ascii('é😀'))
attempt(lambda: repr('\x00\n\'"'))
attempt(lambda: len('😀'))
attempt(lambda: '😀'[0] == '😀')
attempt(lambda: 'a\u0301' == 'á')
