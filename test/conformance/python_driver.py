"""Runs programs under CPython and reports what each prints and how it ends, for comparison with our interpreter.

usage: python3 python_driver.py < JSON list of paths; writes a JSON object: path -> {stdout, error}.
error is null or {last: "Name: message", traceback: the whole text}.
"""
import contextlib
import io
import json
import re
import sys
import traceback


def run(path):
    out = io.StringIO()
    error = None
    namespace = {"__name__": "__main__", "__file__": path, "__builtins__": __builtins__}
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        try:
            with open(path, encoding="utf-8", newline="") as file:
                source = file.read()
            exec(compile(source, path, "exec"), namespace)
        except BaseException as exc:
            if isinstance(exc, SyntaxError) and exc.filename == path:
                tb = None
            else:
                tb = exc.__traceback__.tb_next
            text = uncaught("".join(traceback.format_exception(type(exc), exc, tb)))
            last = uncaught("".join(traceback.format_exception_only(type(exc), exc)))
            error = {"last": last, "traceback": text}
    return {"stdout": out.getvalue(), "error": error}


def uncaught(text):
    """What the interpreter itself prints: its C code ends this suggestion with a question mark, the module does not."""
    return re.sub(r"(Did you forget to import '\w+')$", r"\1?", text.rstrip("\n"))


results = {}
for path in json.load(sys.stdin):
    # Two frames are this driver's own.
    sys.setrecursionlimit(1002)
    results[path] = run(path)
json.dump({"version": list(sys.version_info[:2]), "results": results}, sys.stdout)
