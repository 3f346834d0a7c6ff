s = "hello wörld \U0001f600!"
print(len(s), s[0], s[-1], s[-2], s[12], s[1:5], s[::-1], s[::2], s[-5:], s[:-3], s[5:2], s[100:], s[-100:3], s[10::-3], s[slice(2, 8, 3)], s[True])
for f in (lambda: s[100], lambda: s[-100], lambda: s["a"], lambda: s[1.0], lambda: s[None], lambda: s[::0], lambda: s[10**30], lambda: s[1:"a"]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
try:
    s[0] = "x"
except TypeError as e:
    print(e)
try:
    del s[0]
except TypeError as e:
    print(e)
