from abc import ABC, abstractmethod
class Base(ABC):
    @abstractmethod
    def f(self): ...
    @property
    @abstractmethod
    def p(self): ...
    def g(self): return 'g'
class Half(Base):
    def f(self): return 1
class Full(Half):
    p = 5

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: Base())
attempt(lambda: Half())
attempt(lambda: Full().f())
attempt(lambda: Full().g())
attempt(lambda: Full().p)
attempt(lambda: Base.__abstractmethods__ == frozenset({'f', 'p'}))
attempt(lambda: Half.__abstractmethods__)
