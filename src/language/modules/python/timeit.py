"""How long a function takes. Statements are functions here: cells compile no text."""
import time as _time

default_number = 1000000
default_repeat = 5
default_timer = _time.perf_counter


def _nothing():
    pass


def _function_of(statement, what):
    if callable(statement):
        return statement
    if statement == "pass":
        return _nothing
    if isinstance(statement, str):
        raise NotImplementedError(
            f"timeit runs functions in cells, not text: give {what} as a function, for instance lambda: f(x)"
        )
    raise ValueError(f"{what} is neither a string nor callable")


class Timer:
    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer = timer
        self._statement = _function_of(stmt, "stmt")
        self._setup = _function_of(setup, "setup")

    def timeit(self, number=default_number):
        statement, timer = self._statement, self.timer
        self._setup()
        started = timer()
        for _ in range(number):
            statement()
        return timer() - started

    def repeat(self, repeat=default_repeat, number=default_number):
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        scale = 1
        while True:
            for digit in (1, 2, 5):
                number = scale * digit
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            scale *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)
