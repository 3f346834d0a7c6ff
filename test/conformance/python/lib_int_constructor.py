def t(*args, **kw):
    try:
        print(repr(int(*args, **kw)))
    except Exception as e:
        print(type(e).__name__, e)
t(); t(3.9); t(-3.9); t(True); t("12"); t(b"12"); t("0x10", 16); t("z", base=36); t(1e30); t(2.0**70)
t(float("nan")); t(float("inf")); t([1]); t(None); t("1", "2"); t(1, 2); t("1", 1); t("1", 37); t(base=2); t("a" * 3); t(b"\xff")
class A:
    def __int__(self): return 5
class B:
    def __index__(self): return 6
class C:
    def __int__(self): return "x"
class D:
    def __trunc__(self): return 8
t(A()); t(B()); t(C()); t(D())
