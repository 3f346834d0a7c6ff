# The names that annotations are made of, and what they show.
import typing
print(typing.Any, typing.NoReturn, typing.Never, typing.Self, typing.LiteralString, typing.TypeAlias, typing.Final, typing.Required, typing.NotRequired, typing.TypeGuard, typing.Concatenate, typing.Unpack, typing.Annotated, typing.Text, typing.AnyStr, sep="\n")
print(typing.Set[int], typing.FrozenSet[int], typing.Type[int], typing.Deque[int], typing.DefaultDict[str, int], typing.OrderedDict[str, int], typing.Counter[int], typing.ChainMap[str, int], typing.AbstractSet[int], typing.Container[int], typing.Collection[int], typing.Iterable[int], typing.Iterator[int], typing.Reversible[int], typing.Generator[int, None, int], typing.Sequence[int], typing.MutableSequence[int], typing.Mapping[str, int], typing.MutableMapping[str, int], typing.MutableSet[int], typing.MappingView[int], typing.KeysView[int], typing.ItemsView[str, int], typing.ValuesView[int], sep="\n")
print(typing.Hashable, typing.Sized, typing.TYPE_CHECKING)
T = typing.TypeVar("T")
P = typing.ParamSpec("P")
Ts = typing.TypeVarTuple("Ts")
print(T, P, Ts, typing.ForwardRef("X"))
UserId = typing.NewType("UserId", int)
print(UserId, UserId(5), typing.cast(int, "not checked"))
print(typing.get_origin(typing.Sequence[int]), typing.get_args(typing.Mapping[str, int]), typing.get_origin(int), typing.get_args(int))
class Movie(typing.TypedDict):
    title: str
    year: int
print(Movie(title="x", year=1), typing.is_typeddict(Movie), typing.is_typeddict(dict))
@typing.runtime_checkable
class Closes(typing.Protocol):
    def close(self) -> None: ...
class File:
    def close(self): pass
print(isinstance(File(), Closes), isinstance(5, Closes))
for protocol in (typing.SupportsInt, typing.SupportsFloat, typing.SupportsIndex, typing.SupportsAbs, typing.SupportsRound):
    print(protocol.__name__, isinstance(5, protocol), isinstance("a", protocol))
@typing.overload
def twice(x: int) -> int: ...
@typing.overload
def twice(x: str) -> str: ...
def twice(x):
    return x * 2
print(twice(3))
@typing.final
class Last:
    @typing.no_type_check
    def method(self, x: "anything goes") -> 5:
        return x
print(Last().method(1), typing.assert_type(1, int))
try:
    typing.assert_never(1)
except AssertionError as error:
    print(error)
class A(typing.Generic[T]):
    pass
print(A[int], typing.get_args(A[int]))
try:
    @typing.override
    def overriding():
        return "overrides"
except AttributeError:
    def overriding():
        return "overrides"
print(overriding(), typing.reveal_type(1), typing.dataclass_transform()(Last) is Last, typing.ByteString is not None)
