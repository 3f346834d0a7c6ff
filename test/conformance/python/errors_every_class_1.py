# Every class of exceptions: its line of bases.
classes = [
    KeyboardInterrupt,
    StopAsyncIteration,
    ArithmeticError,
    FloatingPointError,
    BufferError,
    EOFError,
    ImportError,
    ModuleNotFoundError,
    MemoryError,
    UnboundLocalError,
    BlockingIOError,
    ChildProcessError,
    ConnectionError,
    BrokenPipeError,
    ConnectionAbortedError,
    ConnectionRefusedError,
    ConnectionResetError,
    FileExistsError,
    InterruptedError,
    IsADirectoryError,
    NotADirectoryError,
    ProcessLookupError,
    FileNotFoundError,
    PermissionError,
    TimeoutError,
    ReferenceError,
    RecursionError,
    SyntaxError,
    IndentationError,
    TabError,
    SystemError,
    UnicodeError,
    UnicodeDecodeError,
    UnicodeEncodeError,
    UnicodeTranslateError,
    Warning,
    PendingDeprecationWarning,
    SyntaxWarning,
    ImportWarning,
    UnicodeWarning,
    BytesWarning,
    EncodingWarning,
    ResourceWarning,
    IOError,
    EnvironmentError,
]
for cls in classes:
    print(cls.__name__, [base.__name__ for base in cls.__mro__])
print(id(classes) == id(classes), sorted(globals()) == sorted(list(globals())), Ellipsis is ...)
def inside(x, y=2):
    z = x + y
    return locals()
print(inside(1))
for make in (lambda: input, lambda: open, lambda: eval, lambda: exec, lambda: compile, lambda: breakpoint, lambda: complex, lambda: bytearray, lambda: memoryview, lambda: help):
    print(callable(make()))
