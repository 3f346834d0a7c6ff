from contextlib import contextmanager, suppress, nullcontext, ExitStack, redirect_stdout, closing
import io
@contextmanager
def tag(name, swallow=False):
    print("<", name)
    try:
        yield name.upper()
    except ValueError as e:
        print("saw", e)
        if not swallow: raise
    finally:
        print(">", name)
with tag("a") as x, tag("b") as y:
    print(x, y)
with tag("c", swallow=True):
    raise ValueError("inner")
try:
    with tag("d"):
        raise ValueError("out")
except ValueError as e:
    print("outside", e)
with suppress(KeyError, ZeroDivisionError):
    {}["x"]
with nullcontext(5) as n:
    print(n)
with ExitStack() as stack:
    stack.enter_context(tag("s1")); stack.callback(print, "callback", 1); stack.enter_context(tag("s2"))
    print("in stack")
buffer = io.StringIO()
with redirect_stdout(buffer):
    print("captured")
print(repr(buffer.getvalue()))
@contextmanager
def twice():
    yield 1
    yield 2
@contextmanager
def never():
    if False: yield
for make in (twice, never):
    try:
        with make(): pass
    except RuntimeError as e:
        print(e)
class NoExit:
    def __enter__(self): pass
for bad in (NoExit(), 5):
    try:
        with bad: pass
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
@tag("decor")
def f(): print("body"); return 3
print(f())
