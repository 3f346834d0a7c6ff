# Managers as classes and as decorators; standard error that goes elsewhere.
import contextlib
import io
import sys
class Timer(contextlib.ContextDecorator, contextlib.AbstractContextManager):
    def __exit__(self, kind, error, traceback):
        print("left", kind and kind.__name__)
        return kind is KeyError
@Timer()
def work(n):
    if n > 2:
        raise KeyError(n)
    return n
print(work(1))
try:
    print(work(5))
except KeyError as error:
    print("outside", error)
text = io.StringIO()
with contextlib.redirect_stderr(text):
    print("error 2", file=sys.stderr)
print(repr(text.getvalue()), isinstance(Timer(), contextlib.AbstractContextManager))
