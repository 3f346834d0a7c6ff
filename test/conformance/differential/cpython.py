"""Runs programs under CPython for comparison with our interpreter, batch by batch, in one process.

Each line of input is a JSON list of sources; each line of output the JSON list of [stdout, error], where error is null
or what the traceback ends with.
"""
import contextlib
import faulthandler
import io
import json
import os
import resource
import signal
import sys
import warnings


class TimedOut(BaseException):
    pass


def stop(number, frame):
    raise TimedOut


signal.signal(signal.SIGALRM, stop)
nowhere = open(os.devnull, "w")
resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))


def run(source):
    out = io.StringIO()
    error = None
    # Two frames are this driver's own.
    sys.setrecursionlimit(1002)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()), warnings.catch_warnings():
        # Again and again, for a program may catch it; a loop in C never sees it: then the process ends (see cpython.ts).
        signal.setitimer(signal.ITIMER_REAL, 3, 1)
        faulthandler.dump_traceback_later(6, exit=True, file=nowhere)
        try:
            exec(compile(source, "<program>", "exec"), {"__name__": "__main__", "__builtins__": __builtins__})
        except BaseException as exc:
            signal.setitimer(signal.ITIMER_REAL, 0)
            try:
                # As the interpreter prints it: the module traceback makes fewer suggestions.
                shown = io.StringIO()
                with contextlib.redirect_stderr(shown):
                    sys.__excepthook__(type(exc), exc, exc.__traceback__)
                error = shown.getvalue().rstrip("\n").split("\n")[-1]
            except BaseException:
                error = type(exc).__name__ + ": <no message>"
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()
    return out.getvalue(), error


sys.stdout.write(json.dumps(list(sys.version_info[:2])) + "\n")
sys.stdout.flush()
for line in sys.stdin:
    results = [run(source) for source in json.loads(line)]
    sys.stdout.write(json.dumps(results) + "\n")
    sys.stdout.flush()
