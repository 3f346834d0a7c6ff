"""Runs programs under CPython and reports what each prints and how it ends, for comparison with our interpreter.

usage: python3 python_driver.py < JSON list of paths; writes a JSON object: path -> {stdout, error}.
error is null or {last: "Name: message", traceback: the whole text}.
"""
import contextlib
import io
import json
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
            text = "".join(traceback.format_exception(type(exc), exc, tb)).rstrip("\n")
            last = "".join(traceback.format_exception_only(type(exc), exc)).rstrip("\n")
            error = {"last": last, "traceback": text}
    return {"stdout": out.getvalue(), "error": error}


results = {}
for path in json.load(sys.stdin):
    sys.setrecursionlimit(1000)
    results[path] = run(path)
json.dump({"version": list(sys.version_info[:2]), "results": results}, sys.stdout)
