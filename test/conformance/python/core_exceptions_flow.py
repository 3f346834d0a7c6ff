def f(n):
    try:
        print("try", n)
        if n == 0:
            return "returned"
        if n == 1:
            raise ValueError("one")
        if n == 2:
            raise KeyError("two")
        if n == 3:
            1 / 0
    except ValueError as e:
        print("except", e)
        return "handled"
    except (KeyError, IndexError) as e:
        print("except2", repr(e), e)
    else:
        print("else")
    finally:
        print("finally", n)
    return "end"


for n in range(5):
    try:
        print(f(n))
    except ZeroDivisionError as e:
        print("outer", e)


def override():
    try:
        return 1
    finally:
        return 2


def swallow():
    try:
        1 / 0
    finally:
        return "swallowed"


def loops():
    out = []
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            out.append(i)
        finally:
            out.append(f"f{i}")
    else:
        out.append("else")
    return out


print(override(), swallow(), loops())


def nested():
    try:
        try:
            raise ValueError("a")
        except ValueError:
            try:
                raise KeyError("b")
            finally:
                print("inner finally")
    except KeyError as e:
        print(repr(e.__context__), e.__cause__, e.__suppress_context__)
        return "x"


print(nested())
try:
    try:
        raise ValueError("orig")
    except ValueError as e:
        raise RuntimeError("new") from e
except RuntimeError as e:
    print(repr(e.__cause__), e.__suppress_context__)
try:
    try:
        raise ValueError("orig")
    except ValueError:
        raise RuntimeError("new") from None
except RuntimeError as e:
    print(e.__cause__, repr(e.__context__), e.__suppress_context__)


class Custom(Exception):
    def __init__(self, code, *args):
        super().__init__(code, *args)
        self.code = code


try:
    raise Custom(7, "x")
except Exception as e:
    print(type(e).__name__, e, e.args, e.code, repr(e))
try:
    raise Custom
except TypeError as e:
    print(e)
for bad in (lambda: raise_it(5), lambda: raise_it("str"), lambda: raise_it(int), lambda: raise_from(ValueError(), 5)):
    def raise_it(x):
        raise x

    def raise_from(x, c):
        raise x from c

    try:
        bad()
    except TypeError as e:
        print(e)
try:
    raise
except RuntimeError as e:
    print(e)
try:
    try:
        1 / 0
    except "notaclass":
        pass
except TypeError as e:
    print(e)


def reraise():
    try:
        try:
            1 / 0
        except ZeroDivisionError:
            raise
    except ZeroDivisionError as e:
        return "again", str(e)


print(reraise())
e = "before"
try:
    raise ValueError("v")
except ValueError as e:
    pass
try:
    e
except NameError as err:
    print(err)
try:
    assert 1 == 2, "message"
except AssertionError as err:
    print(err)
try:
    assert 0
except AssertionError as err:
    print(repr(err))
assert (1, "non-empty tuple")
print(ValueError() == ValueError(), repr(ValueError("a", 1)), str(ValueError("a", 1)), str(KeyError("k")), repr(KeyError()))
print(issubclass(FileNotFoundError, OSError), ModuleNotFoundError.__mro__[1].__name__, isinstance(KeyError(), LookupError))
x = ValueError("note")
x.add_note("first")
print(x.__notes__)
try:
    {}["missing"]
except KeyError as err:
    print(err, err.args)
try:
    [].pop()
except IndexError as err:
    print(err)
try:
    int("x")
except ValueError as err:
    print(err)
try:
    (1, 2).x
except AttributeError as err:
    print(err, err.name, err.obj)
try:
    undefined_name
except NameError as err:
    print(err, err.name)


def gen_exc():
    try:
        yield 1
    finally:
        print("gen cleanup")


for _ in gen_exc():
    pass


def multi():
    for i in range(3):
        try:
            try:
                if i == 0:
                    raise ValueError
                elif i == 1:
                    raise TypeError
            except ValueError:
                print("V")
            else:
                print("no error", i)
        except TypeError:
            print("T")


multi()
while True:
    try:
        break
    finally:
        print("leaving while")
