"""Runs the generated programs under PyTorch: a JSON list of texts on standard input, a JSON list of what each printed out.

The first text is the prelude; its names are there for the others. {"version": torch's, "outputs": [...]}.
"""
import contextlib
import io
import json
import sys
import warnings

import newer
import torch

warnings.simplefilter("ignore")
torch.set_num_threads(1)
newer.install()
namespace = {"__name__": "__main__"}
outputs = []
for source in json.load(sys.stdin):
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        exec(compile(source, "cases.py", "exec"), namespace)
    outputs.append(out.getvalue())
json.dump({"version": torch.__version__, "outputs": outputs}, sys.stdout)
