from typing import Optional, Union, List, Dict, Callable, Any, Tuple, TypeVar, Generic, Literal, get_type_hints
T = TypeVar('T')
class Box(Generic[T]):
    def __init__(self, v: T): self.v = v
def f(a: int, b: 'str' = 'x') -> Optional[int]: return a

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: f.__annotations__)
attempt(lambda: get_type_hints(f)['a'])
attempt(lambda: list[int]([1, 2]))
attempt(lambda: isinstance(5, int | str))
attempt(lambda: Optional[int] == Union[int, None])
attempt(lambda: Union[int])
attempt(lambda: Box[int](3).v)
attempt(lambda: List[int].__args__)
attempt(lambda: list[int].__origin__)
attempt(lambda: tuple[int, str])
attempt(lambda: type[int])
attempt(lambda: Callable[..., Any])
attempt(lambda: isinstance(1, List[int]))
attempt(lambda: Union[()])
attempt(lambda: Optional[1])
