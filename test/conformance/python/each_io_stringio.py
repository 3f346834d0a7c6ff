import io
s = io.StringIO('one\ntwo\nthree')
w = io.StringIO()

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: s.readline())
attempt(lambda: s.read(2))
attempt(lambda: s.tell())
attempt(lambda: s.read())
attempt(lambda: s.seek(0))
attempt(lambda: list(s))
attempt(lambda: s.getvalue())
attempt(lambda: w.write('abc'))
attempt(lambda: w.writelines(['d', 'e']))
attempt(lambda: w.getvalue())
attempt(lambda: print('x', 1, file=w))
attempt(lambda: w.getvalue())
attempt(lambda: w.truncate(2))
attempt(lambda: w.getvalue())
attempt(lambda: w.write(5))
attempt(lambda: s.seek(0))
attempt(lambda: s.readlines())
attempt(lambda: w.close())
attempt(lambda: w.write('z'))
attempt(lambda: w.closed if hasattr(w, 'closed') else True)
attempt(lambda: io.StringIO(5))
