class ModelError(Exception):
    def __init__(self, layer, reason="unknown"):
        super().__init__(layer, reason)
        self.layer, self.reason = layer, reason
    def __str__(self): return f"{self.layer}: {self.reason}"
class ShapeError(ModelError, ValueError): pass
try:
    raise ShapeError("ln", reason="bad shape")
except ValueError as e:
    print(e, repr(e), e.args, e.layer, isinstance(e, ModelError), type(e).__mro__[1].__name__)
for make in [lambda: ModelError(), lambda: Exception(1, 2), lambda: KeyError("k"), lambda: ValueError(), lambda: OSError(2, "No such file"), lambda: StopIteration(5), lambda: SystemExit(3), lambda: ImportError("x", name="m"), lambda: UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), lambda: AssertionError([1])]:
    try:
        e = make()
        print(str(e), repr(e), e.args)
    except TypeError as e:
        print("TypeError", e)
def chain():
    try:
        try:
            1 / 0
        except ZeroDivisionError as e:
            raise ValueError("second") from e
    except ValueError as e:
        print(repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
        raise RuntimeError("third") from None
try:
    chain()
except RuntimeError as e:
    print(e.__cause__, repr(e.__context__), e.__suppress_context__)
for bad in [lambda: (_ for _ in ()).throw(5)]:
    try:
        bad()
    except TypeError as e:
        print(e)
try:
    raise 5
except TypeError as e:
    print(e)
try:
    raise ValueError from 5
except TypeError as e:
    print(e)
try:
    try:
        raise KeyError
    except 5:
        pass
except TypeError as e:
    print(e, repr(e.__context__))
e = ValueError("noted"); e.add_note("one"); print(e.__notes__)
