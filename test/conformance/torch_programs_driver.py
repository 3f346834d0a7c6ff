"""Runs programs in a PyTorch that is imported once, each in a process of its own; prints what they wrote and how they ended."""

import contextlib
import io
import json
import os
import sys
import traceback
import warnings


def run(path):
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        out = io.StringIO()
        error = None
        warnings.simplefilter("ignore")
        with contextlib.redirect_stdout(out):
            try:
                with open(path) as file:
                    exec(compile(file.read(), path, "exec"), {"__name__": "__main__"})
            except BaseException as raised:
                error = "".join(traceback.format_exception_only(type(raised), raised)).strip().splitlines()[-1]
        with os.fdopen(write, "w") as pipe:
            json.dump({"stdout": out.getvalue(), "error": error}, pipe)
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return json.loads(text)


def main():
    paths = json.load(sys.stdin)
    try:
        import torch
    except ImportError:
        json.dump({"torch": None, "results": {}}, sys.stdout)
        return
    torch.set_num_threads(1)
    json.dump({"torch": torch.__version__, "results": {path: run(path) for path in paths}}, sys.stdout)


main()
