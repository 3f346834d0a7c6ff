# The names that annotations are made of, and what they show.
import typing
print(typing.Any, typing.NoReturn, typing.Never, typing.Self, typing.LiteralString, typing.TypeAlias, typing.Final, typing.Required, typing.NotRequired, typing.TypeGuard, typing.Concatenate, typing.Unpack, typing.Annotated, typing.Text, typing.AnyStr, sep="\n")
print(typing.Set[str], typing.FrozenSet[str], typing.Type[str], typing.Deque[str], typing.DefaultDict[str, str], typing.OrderedDict[str, str], typing.Counter[str], typing.ChainMap[str, str], typing.AbstractSet[str], typing.Container[str], typing.Collection[str], typing.Iterable[str], typing.Iterator[str], typing.Reversible[str], typing.Generator[str, None, int], typing.Sequence[str], typing.MutableSequence[str], typing.Mapping[str, str], typing.MutableMapping[str, str], typing.MutableSet[str], typing.MappingView[str], typing.KeysView[str], typing.ItemsView[str, str], typing.ValuesView[str], sep="\n")
print(typing.Hashable, typing.Sized, typing.TYPE_CHECKING)
T = typing.TypeVar("T")
P = typing.ParamSpec("P")
Ts = typing.TypeVarTuple("Ts")
print(T, P, Ts, typing.ForwardRef("X"))
UserId = typing.NewType("UserId", str)
print(UserId, UserId('a'), typing.cast(str, "not checked"))
print(typing.get_origin(typing.Sequence[str]), typing.get_args(typing.Mapping[str, str]), typing.get_origin(str), typing.get_args(str))
class Movie(typing.TypedDict):
    title: str
    year: str
print(Movie(title="x", year=1), typing.is_typeddict(Movie), typing.is_typeddict(dict))
@typing.runtime_checkable
class Closes(typing.Protocol):
    def close(self) -> None: ...
class File:
    def close(self): pass
print(isinstance(File(), Closes), isinstance('a', Closes))
for protocol in (typing.SupportsInt, typing.SupportsFloat, typing.SupportsIndex, typing.SupportsAbs, typing.SupportsRound):
    print(protocol.__name__, isinstance(2.5, protocol), isinstance("a", protocol))
@typing.overload
def twice(x: int) -> int: ...
@typing.overload
def twice(x: str) -> str: ...
def twice(x):
    return x * 2
print(twice('ab'))
@typing.final
class Last:
    @typing.no_type_check
    def method(self, x: "anything goes") -> 5:
        return x
print(Last().method(2), typing.assert_type(2, int))
try:
    typing.assert_never(2)
except AssertionError as error:
    print(error)
class A(typing.Generic[T]):
    pass
print(A[str], typing.get_args(A[str]))
try:
    @typing.override
    def overriding():
        return "overrides"
except AttributeError:
    def overriding():
        return "overrides"
print(overriding(), typing.reveal_type(2), typing.dataclass_transform()(Last) is Last, typing.ByteString is not None)
