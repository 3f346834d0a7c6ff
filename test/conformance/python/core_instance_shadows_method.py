"""An attribute of an instance comes before a function of its class, also where it is called at once."""


class Counter:
    def step(self, by=1):
        return ("class", by)

    def twice(self):
        return [self.step(), self.step(2)]


def patch(counter):
    original = counter.step
    calls = []

    def wrapper(*args, **kwargs):
        calls.append(args)
        return original(*args, **kwargs)

    counter.step = wrapper
    return calls


plain, patched = Counter(), Counter()
calls = patch(patched)
for counter in (plain, patched, plain, patched):
    print(counter.step(), counter.step(by=3), counter.twice())
print(calls)
del patched.step
print(patched.step(), len(calls))


class Base:
    def forward(self, x):
        return x

    def __call__(self, x):
        return self.forward(x)


class Doubler(Base):
    def forward(self, x):
        return 2 * x


d = Doubler()
print(d(3))
d.forward = lambda x: -x
print(d(3), Doubler()(3))
d.forward = 5
try:
    d(1)
except TypeError as error:
    print(error)


class WithProperty:
    @property
    def f(self):
        return lambda: "property"


w = WithProperty()
w.__dict__["f"] = lambda: "own"
print(w.f(), w.f())
