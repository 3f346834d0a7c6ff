from typing import Optional, Union, List, Dict, Tuple, Callable, Any, Literal, ClassVar, Final, Type, Set, FrozenSet, Iterable, Iterator, Sequence, Mapping, Generator, TypeVar, NoReturn, Annotated, Generic, NamedTuple, TypedDict, Protocol, NewType, runtime_checkable, overload, cast, get_origin, get_args, get_type_hints, TYPE_CHECKING
T = TypeVar("T")
print(Optional[int], Union[int, str], Union[int, None, str], List[int], Dict[str, List[int]], Tuple[int, ...], Callable[[int, str], bool], Callable[..., int], Any, Optional[List[Tuple[int, str]]], Literal["a", 1], ClassVar[int], Final[str], Type[int], Set[int], FrozenSet[str], Iterable[int], Iterator[str], Sequence[float], Mapping[str, int], Generator[int, None, str], T, List[T], NoReturn, Annotated[int, "meta"], Union[int], Optional[None])
print(List[int] == List[int], Union[int, str] == Union[str, int], Optional[int] == Union[int, None], get_origin(List[int]), get_args(Dict[str, int]), get_origin(Union[int, str]), get_args(Callable[[int], str]), get_origin(int), get_args(int), list[int], dict[str, list[int]], int | None, int | str | None, list[int] | None, tuple[int, ...], type[int])
class Stack(Generic[T]):
    def __init__(self):
        self.items: List[T] = []
    def push(self, x: T) -> None:
        self.items.append(x)
s: Stack[int] = Stack(); s.push(1); s2 = Stack[str](); s2.push("a"); print(s.items, s2.items, Stack[int], Stack.__mro__[1].__name__)
def f(a: int, b: Optional[str] = None, *c: float, d: "Stack" = 1, **e: Any) -> List[int]:
    return []
print(f.__annotations__, get_type_hints(f)["a"], cast(int, "x"), TYPE_CHECKING)
class Pt(NamedTuple):
    x: int
    y: int = 5
    def norm1(self):
        return abs(self.x) + abs(self.y)
print(Pt(1), Pt(1, 2).norm1(), Pt._fields, Pt(3)._asdict(), Pt(1) == (1, 5), Pt._field_defaults, Pt(1)._replace(x=7), Pt.__annotations__)
class Movie(TypedDict):
    name: str
    year: int
m: Movie = {"name": "a", "year": 1}; print(Movie(name="x", year=2), type(Movie(name="x", year=2)).__name__, m["name"])
@runtime_checkable
class HasLen(Protocol):
    def __len__(self) -> int: ...
print(isinstance([], HasLen), isinstance(5, HasLen))
class Impl(Protocol):
    def run(self) -> int: ...
class Real(Impl):
    def run(self):
        return 3
print(Real().run())
UserId = NewType("UserId", int); print(UserId(5), UserId.__name__)
@overload
def g(x: int) -> int: ...
@overload
def g(x: str) -> str: ...
def g(x):
    return x
print(g(3))
try:
    Pt(1, 2, 3)
except TypeError as e:
    print(e)
try:
    isinstance([], List[int])
except TypeError as e:
    print(e)
x: int = 5; y: "str"; print(__annotations__)
