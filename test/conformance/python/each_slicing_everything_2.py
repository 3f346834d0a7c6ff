s = 'abcdefg'; l = list(range(7)); t = tuple(l); b = b'abcdefg'

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: b[-1:])
attempt(lambda: l[True:3])
attempt(lambda: s[None:2])
attempt(lambda: s[1:2:0])
attempt(lambda: s['a':])
attempt(lambda: l[1.0:])
attempt(lambda: l[slice(1, 3)])
attempt(lambda: slice(1, 5, 2).indices(4))
attempt(lambda: slice(None, None, -1).indices(3))
attempt(lambda: s[:100][-100:])
attempt(lambda: l[:][0] is l[0])
attempt(lambda: slice(1, 2) == slice(1, 2))
attempt(lambda: slice(3))
attempt(lambda: range(10)[2:8:3])
