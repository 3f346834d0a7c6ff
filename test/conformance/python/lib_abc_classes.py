from abc import ABC, ABCMeta, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
    def describe(self):
        return f"{self.name} {self.area()}"
class Sq(Shape):
    def __init__(self, s):
        self.s = s
    def area(self):
        return self.s**2
    @property
    def name(self):
        return "sq"
print(Sq(3).describe(), isinstance(Sq(1), Shape), issubclass(Sq, Shape), sorted(Shape.__abstractmethods__), Sq.__abstractmethods__, type(Shape).__name__)
class Half(Shape):
    def area(self):
        return 0
class Plain(metaclass=ABCMeta):
    @abstractmethod
    def f(self): ...
    @classmethod
    @abstractmethod
    def g(cls): ...
    @staticmethod
    @abstractmethod
    def h(): ...
class Reg(ABC):
    pass
@Reg.register
class Outside:
    pass
class Hook(ABC):
    @classmethod
    def __subclasshook__(cls, C):
        return hasattr(C, "quack") or NotImplemented
class Duck:
    def quack(self): ...
print(isinstance(Outside(), Reg), issubclass(Outside, Reg), isinstance(Duck(), Hook), isinstance(5, Hook), isinstance(Duck(), Reg))
for f in (lambda: Shape(), lambda: Half(), lambda: Plain(), lambda: Reg.register(5)):
    try:
        print(f())
    except TypeError as e:
        print(str(e)[:40])
class Sup(Shape):
    @abstractmethod
    def area(self):
        return 10
    name = "n"
class Sub(Sup):
    def area(self):
        return super().area() + 1
print(Sub().describe())
