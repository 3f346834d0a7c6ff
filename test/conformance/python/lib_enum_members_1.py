# member, nonmember, enum.property and the class of enumerations.
import abc
import enum
class Color(enum.Enum):
    RED = 1
    GREEN = enum.auto()
    factor = enum.nonmember(10)
    half = enum.member(1.5)
    @enum.property
    def label(self):
        return f"{self.name}-{self.value}"
print(list(Color), Color.factor, Color.RED.label, Color.half, type(Color) is enum.EnumType, enum.EnumMeta is enum.EnumType)
class Shape(abc.ABC):
    @abc.abstractproperty
    def area(self):
        ...
    @abc.abstractmethod
    def name(self):
        ...
print(type(Shape) is abc.ABCMeta, sorted(Shape.__abstractmethods__))
try:
    Shape()
except TypeError as error:
    print("refused")
class Square(Shape):
    area = 4
    def name(self):
        return "square"
print(Square().area, Square().name(), isinstance(Square(), Shape))
