from contextlib import contextmanager, nullcontext, suppress, ExitStack, closing, ContextDecorator, AbstractContextManager
@contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name.upper()
    except ValueError as e:
        print("caught", e)
    finally:
        print(f"</{name}>")
with tag("a") as t:
    print(t)
with tag("b"):
    raise ValueError("inside")
try:
    with tag("c"):
        raise KeyError("k")
except KeyError as e:
    print("out", e)
@tag("deco")
def f(x):
    return x * 2
print(f(4), f(5))
with nullcontext(5) as n:
    print(n)
with suppress(ZeroDivisionError, KeyError):
    1 / 0
    print("no")
with ExitStack() as st:
    st.enter_context(tag("x")); st.callback(print, "cb", 1, sep="-"); st.push(lambda *e: print("exit", e[0])); y = st.enter_context(tag("y")); print(y)
with ExitStack() as st:
    st.callback(lambda: print("kept")); kept = st.pop_all()
print("after"); kept.close()
try:
    with ExitStack() as st:
        st.callback(lambda: 1 / 0)
        raise ValueError("first")
except ZeroDivisionError as e:
    print(type(e.__context__).__name__)
class C:
    def close(self):
        print("closed")
with closing(C()) as c:
    print(type(c).__name__)
@contextmanager
def noyield():
    if False:
        yield
@contextmanager
def twice():
    yield 1
    yield 2
for g in (noyield, twice):
    try:
        with g():
            pass
    except RuntimeError as e:
        print(e)
class T(ContextDecorator):
    def __enter__(self):
        print("in"); return self
    def __exit__(self, *a):
        print("out"); return False
@T()
def h():
    print("body")
h()
with tag("p") as a, tag("q") as b:
    print(a, b)
def gen():
    with suppress(StopIteration):
        yield next(iter([]))
print(list(gen()))
