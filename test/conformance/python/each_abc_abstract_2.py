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


attempt(lambda: issubclass(Full, Base))
attempt(lambda: isinstance(Full(), Base))
attempt(lambda: Base.register(int))
attempt(lambda: isinstance(5, Base))
attempt(lambda: Base.f(None))
attempt(lambda: sorted(Full.__abstractmethods__))
