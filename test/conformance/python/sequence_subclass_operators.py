from collections import Counter
class A(list):
    def __rmul__(self, o): return 'rmul'
class B(list):
    def __radd__(self, o): return 'radd'
class C(list): pass
class D(str):
    def __rmul__(self, o): return 'rmul'
    def __radd__(self, o): return 'radd'
class E(tuple):
    def __rmul__(self, o): return 'rmul'
    def __radd__(self, o): return 'radd'
class F(bytes):
    def __rmul__(self, o): return 'rmul'
class R:
    def __radd__(self, o): return 'R.radd'
    def __rmul__(self, o): return 'R.rmul'
class G(list):
    def __mod__(self, o): return 1
class I(list):
    def __imul__(self, o): return 'imul'
    def __iadd__(self, o): return 'iadd'
class J(str):
    def __mod__(self, o): return 'jmod'
class K(str):
    def __rmod__(self, o): return 'krmod'
for ob in (A(), B(), C(), D(), E(), F(), G(), I(), J(), K()):
    for x in (1, 1.5, None, "a", [1], (2,), b"c", Counter("a"), R(), A(), D(), C(), K(), True):
        for op in ('ob*x','x*ob','ob+x','x+ob', 'ob%x', 'x%ob', 'ob@x', 'ob-x'):
            try: print(type(ob).__name__, type(x).__name__, op, repr({'ob*x':lambda:ob*x,'x*ob':lambda:x*ob,'ob+x':lambda:ob+x,'x+ob':lambda:x+ob,'ob%x':lambda:ob%x,'x%ob':lambda:x%ob,'ob@x':lambda:ob@x,'ob-x':lambda:ob-x}[op]()))
            except Exception as e: print(type(ob).__name__, type(x).__name__, op, repr(e))
        y = ob
        try: y += x; print('+=', repr(y))
        except Exception as e: print('+=', repr(e))
        y = ob
        try: y *= x; print('*=', repr(y))
        except Exception as e: print('*=', repr(e))
        if isinstance(ob, list): ob.clear()
class M(list):
    def __mul__(self, o): return NotImplemented
for ob in (M(),):
    for x in (1, 1.5, None, "a", [1], (2,), b"c", Counter("a"), R(), A(), D(), C(), K(), True):
        for op, f in dict(a=lambda:ob*x,b=lambda:x*ob,c=lambda:ob+x,d=lambda:x+ob).items():
            try: print(type(ob).__name__, type(x).__name__, op, repr(f()))
            except Exception as e: print(type(ob).__name__, type(x).__name__, op, repr(e))
        y = ob
        try: y += x; print('+=', repr(y))
        except Exception as e: print('+=', repr(e))
        y = ob
        try: y *= x; print('*=', repr(y))
        except Exception as e: print('*=', repr(e))
