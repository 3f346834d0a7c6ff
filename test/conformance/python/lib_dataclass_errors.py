from dataclasses import dataclass, field, make_dataclass, asdict
def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
def a():
    @dataclass
    class A:
        x: int = 1
        y: int
def b():
    @dataclass
    class A:
        x: list = []
def c():
    @dataclass
    class A:
        x = field(default=1)
def d():
    @dataclass(order=True)
    class A:
        x: int
        def __lt__(self, o):
            return True
def e():
    @dataclass(frozen=True)
    class A:
        x: int
    @dataclass
    class B(A):
        y: int
def f():
    @dataclass(eq=False, order=True)
    class A:
        x: int
def g():
    @dataclass
    class A:
        x: dict = {}
def h():
    @dataclass
    class A:
        x: int
    @dataclass(frozen=True)
    class B(A):
        y: int = 1
for fn in (a, b, c, d, e, f, g, h):
    t(fn)
C = make_dataclass("C", ["x", ("y", int), ("z", int, 5)]); print(C(1, 2), asdict(C(1, 2)))
C2 = make_dataclass("C2", [("v", float, field(default=1.5))], namespace={"double": lambda self: self.v * 2}); print(C2().double(), C2())
@dataclass
class Node:
    v: int
    nxt: "Node" = None
n = Node(1); n.nxt = n; print(n)
@dataclass
class WithRepr:
    a: int
    def __repr__(self):
        return "custom"
    def __eq__(self, o):
        return True
print(WithRepr(1), WithRepr(1) == WithRepr(2))
@dataclass
class Cfg:
    lr: float = 1e-3
    betas: tuple = (0.9, 0.999)
    name: str = "adam"
    def __post_init__(self):
        if self.lr <= 0:
            raise ValueError(f"invalid lr {self.lr}")
print(Cfg(), Cfg(lr=0.1)); t(lambda: Cfg(lr=-1))
t(lambda: Cfg(1, 2, 3, 4)); t(lambda: Cfg(beta=1))
