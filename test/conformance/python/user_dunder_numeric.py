class Money:
    def __init__(self, cents): self.cents = cents
    def __repr__(self): return f"Money({self.cents})"
    def __add__(self, o): return Money(self.cents + o.cents) if isinstance(o, Money) else NotImplemented
    def __radd__(self, o): return self if o == 0 else NotImplemented
    def __sub__(self, o): return Money(self.cents - o.cents)
    def __mul__(self, k): return Money(self.cents * k)
    __rmul__ = __mul__
    def __neg__(self): return Money(-self.cents)
    def __abs__(self): return Money(abs(self.cents))
    def __bool__(self): return self.cents != 0
    def __int__(self): return self.cents
    def __float__(self): return self.cents / 100
    def __round__(self, n=None): return ("round", n)
    def __divmod__(self, o): return divmod(self.cents, o)
    def __eq__(self, o): return isinstance(o, Money) and self.cents == o.cents
    def __lt__(self, o): return self.cents < o.cents
    def __hash__(self): return hash(self.cents)
    def __format__(self, spec): return f"${self.cents / 100:{spec or '.2f'}}"
a, b = Money(150), Money(75)
print(a + b, a - b, a * 3, 3 * a, -a, abs(-a), bool(Money(0)), int(a), float(a), round(a), round(a, 1), divmod(a, 40), sum([a, b]), max(a, b), sorted([a, b]), a == Money(150), {a: 1}[Money(150)], f"{a}", f"{a:.1f}", a != b)
for c in [lambda: a + 1, lambda: 1 + a, lambda: a > 3, lambda: a <= b, lambda: a / 2, lambda: a ** 2, lambda: ~a]:
    try:
        print(c())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
