s = 'abcdefg'; l = list(range(7)); t = tuple(l); b = b'abcdefg'

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: s[1:4])
attempt(lambda: s[::-1])
attempt(lambda: s[-3:])
attempt(lambda: s[:-3])
attempt(lambda: s[10:])
attempt(lambda: s[5:2])
attempt(lambda: s[5:2:-1])
attempt(lambda: s[::2])
attempt(lambda: l[1:6:2])
attempt(lambda: l[-1:-5:-1])
attempt(lambda: t[:2])
attempt(lambda: t[2:][::-1])
attempt(lambda: b[1:3])
attempt(lambda: b[0])
