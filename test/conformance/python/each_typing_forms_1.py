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


attempt(lambda: Optional[int])
attempt(lambda: Union[int, str])
attempt(lambda: Union[int, None])
attempt(lambda: List[int])
attempt(lambda: Dict[str, List[int]])
attempt(lambda: Callable[[int], str])
attempt(lambda: Tuple[int, ...])
attempt(lambda: Any)
attempt(lambda: list[int])
attempt(lambda: dict[str, int])
attempt(lambda: int | None)
attempt(lambda: (int | str) == (str | int))
attempt(lambda: Literal['a', 1])
attempt(lambda: T)
attempt(lambda: Box[int])
attempt(lambda: Box(5).v)
