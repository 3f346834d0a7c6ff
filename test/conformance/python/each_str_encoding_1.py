def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: 'é'.encode())
attempt(lambda: 'é'.encode('latin-1'))
attempt(lambda: 'é'.encode('ascii', 'ignore'))
attempt(lambda: 'é'.encode('ascii', 'replace'))
attempt(lambda: 'é'.encode('ascii', 'backslashreplace'))
attempt(lambda: 'é'.encode('ascii', 'xmlcharrefreplace'))
attempt(lambda: '日本'.encode('latin-1'))
attempt(lambda: 'a'.encode('utf-16'))
attempt(lambda: 'a'.encode('utf-32-be'))
attempt(lambda: '\ud800'.encode())
attempt(lambda: '\ud800'.encode('utf-8', 'surrogatepass'))
attempt(lambda: 'a'.encode('zzz'))
attempt(lambda: 'é'.encode('ascii', 'zzz'))
attempt(lambda: b'\xe9'.decode('latin-1'))
attempt(lambda: b'\xc3\xa9'.decode())
