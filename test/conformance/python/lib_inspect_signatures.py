import inspect, functools
from typing import Optional, List, Union
def f(a, /, b=1, *args, c: int = 2, d, **kw) -> int: 
    "doc"
print(inspect.signature(f), repr(inspect.signature(f)))
class A:
    """A class

       indented
    """
    def __init__(self, x: float = 1.0, *, y: "str", z: Optional[int] = None, q: List[int] = (), u: Union[int, str]=3, v: list[int]=None): pass
    def m(self, a, b=2): "m doc"
    @classmethod
    def c(cls, a): pass
    @staticmethod
    def s(a, b): yield
    def __call__(self, t, k=3): pass
class B(A): 
    def m(self, a, b=2): pass
class C: pass
class N:
    def __new__(cls, a, b=3): return object.__new__(cls)
class D(B):
    def __init__(self, *args, **kwargs): super().__init__(*args, **kwargs)
for o in [A, B, C, N, D, A().m if False else B(y=1).m, A.m, A.c, A.s, A(y=2), A(y=2).c, lambda x, *y: 1, functools.partial(f, 1), functools.partial(f, 1, b=3), functools.partial(f, 1, d=3), functools.partial(A.m, b=5)]:
    try: print(inspect.signature(o))
    except Exception as e: print(type(e).__name__, e)
s = inspect.signature(f)
for n, p in s.parameters.items():
    print(n, p, repr(p), p.kind, p.kind.description, p.default, p.annotation, p.kind == inspect.Parameter.KEYWORD_ONLY)
print(type(s.parameters), list(s.parameters), 'c' in s.parameters)
b = s.bind(1, 2, 3, 4, d=5, e=6); print(b, b.args, b.kwargs, b.arguments)
b = s.bind(1, d=2); b.apply_defaults(); print(b)
for args, kw in [((), {}), ((1,), {}), ((1,), dict(d=1, b=2)), ((1,2), dict(d=1, b=2)), ((), dict(a=1, d=2))]:
    try: print(s.bind(*args, **kw))
    except TypeError as e: print(e)
def g(a, b): pass
for args, kw in [((1,2,3), {}), ((1,), dict(c=2)), ((1,2), dict(c=2)), ((), dict(a=1)), ((1,), dict(b=1, c=3))]:
    try: print(inspect.signature(g).bind(*args, **kw))
    except TypeError as e: print(e)
print(inspect.getfullargspec(f)); print(inspect.getfullargspec(A.__init__)); print(inspect.getfullargspec(B(y=1).m))
print(inspect.getdoc(A), inspect.getdoc(B), inspect.getdoc(B(y=1).m), inspect.getdoc(C))
print(inspect.cleandoc("  a\n    b\n     c\n\n"))
def deco(fn):
    @functools.wraps(fn)
    def w(*a, **k): return fn(*a, **k)
    return w
print(inspect.signature(deco(g)), inspect.signature(deco(g), follow_wrapped=False), inspect.unwrap(deco(g)) is g)
print(inspect.isfunction(f), inspect.isclass(A), inspect.ismethod(B(y=1).m), inspect.isbuiltin(len), inspect.isgeneratorfunction(A.s), inspect.isroutine(len), inspect.ismodule(inspect), inspect.isgenerator(A.s(1,2)), inspect.isabstract(A), inspect.isroutine(f), inspect.isdatadescriptor(property()), inspect.iscode(f.__code__))
print([n for n, v in inspect.getmembers(B, inspect.isfunction)], inspect.getmembers(C())[0][0])
print([n for n, v in inspect.getmembers(B(y=1), inspect.ismethod)])
print(inspect.getmro(B)[1:] == (A, object), inspect.Parameter.empty, inspect.Signature.empty is inspect._empty)
for t in [3, "x"]:
    try: inspect.signature(t)
    except TypeError as e: print(e)
P = inspect.Parameter
for mk in [lambda: P('x', 9), lambda: P('x y', P.KEYWORD_ONLY), lambda: P('x', P.VAR_KEYWORD, default=1), lambda: P(3, P.KEYWORD_ONLY), lambda: inspect.Signature([P('a', P.KEYWORD_ONLY), P('b', P.POSITIONAL_ONLY)]), lambda: inspect.Signature([P('a', P.KEYWORD_ONLY), P('a', P.KEYWORD_ONLY)]), lambda: inspect.Signature([P('a', P.POSITIONAL_ONLY, default=1), P('b', P.POSITIONAL_ONLY)])]:
    try: print(mk())
    except Exception as e: print(type(e).__name__, e)
print(inspect.Signature([P('a', P.KEYWORD_ONLY, default=2, annotation=int)], return_annotation=str))
print(s.replace(return_annotation=str), s == inspect.signature(f), hash(s) == hash(inspect.signature(f)))
print(repr(inspect.Parameter.KEYWORD_ONLY), inspect.signature(len))
print(inspect.signature(print) if False else '', inspect.signature(sorted))
from dataclasses import dataclass, field
@dataclass
class Cfg:
    a: int
    b: float = 2.0
    c: list = field(default_factory=list)
print(inspect.signature(Cfg))
def w(x, *, y): return locals()
kw = {'y': 1, 'z': 2}
print({k: v for k, v in kw.items() if k in inspect.signature(w).parameters})
