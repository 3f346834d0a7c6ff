import io, sys
from contextlib import redirect_stdout, redirect_stderr
s = io.StringIO("line1\nline2\nline3")
print(s.readline(), s.read(3), s.tell(), list(s), s.read(), s.seek(0), s.readlines(), s.getvalue(), s.closed)
b = io.StringIO(); print("hi", 5, file=b); b.write("more"); print(repr(b.getvalue()), b.write("é")); b.seek(2); b.write("XX"); print(repr(b.getvalue())); b.truncate(4); print(repr(b.getvalue()))
f = io.StringIO()
with redirect_stdout(f):
    print("captured")
    print("twice", end="")
    sys.stdout.write("!")
print(repr(f.getvalue()))
with io.StringIO("x") as g:
    print(g.read())
for h in (lambda: g.read(), lambda: b.write(5), lambda: io.StringIO(5)):
    try:
        h()
    except Exception as e:
        print(type(e).__name__, e)
with redirect_stdout(io.StringIO()) as inner:
    with redirect_stdout(io.StringIO()) as inner2:
        print("deep")
    print("outer")
print(inner.getvalue(), inner2.getvalue())
