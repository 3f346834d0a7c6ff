"""Runs sample notebooks on real PyTorch, and prints a line of JSON for each cell: what it printed, showed and raised.

usage: python3 run_with_torch.py PACKAGE_FOLDER FILE.lnnb...
"""

import ast
import contextlib
import io
import json
import linecache
import os
import sys
import time
import traceback


def add_what_torch_lacks(torch):
    """The names that an older PyTorch does not have yet, and notebooks use. Returns which were added."""
    nn, F = torch.nn, torch.nn.functional
    added = []
    if not hasattr(F, "rms_norm"):

        def rms_norm(input, normalized_shape, weight=None, eps=None):
            dims = tuple(range(-len(normalized_shape), 0))
            eps = torch.finfo(input.dtype).eps if eps is None else eps
            normalized = input * torch.rsqrt(input.pow(2).mean(dims, keepdim=True) + eps)
            return normalized if weight is None else normalized * weight

        F.rms_norm = rms_norm
        added.append("torch.nn.functional.rms_norm")
    if not hasattr(nn, "RMSNorm"):

        class RMSNorm(nn.Module):
            def __init__(self, normalized_shape, eps=None, elementwise_affine=True):
                super().__init__()
                self.normalized_shape = (normalized_shape,) if isinstance(normalized_shape, int) else tuple(normalized_shape)
                self.eps, self.elementwise_affine = eps, elementwise_affine
                self.weight = nn.Parameter(torch.ones(self.normalized_shape)) if elementwise_affine else None

            def forward(self, x):
                return F.rms_norm(x, self.normalized_shape, self.weight, self.eps)

            def extra_repr(self):
                return f"{self.normalized_shape}, eps={self.eps}, elementwise_affine={self.elementwise_affine}"

        nn.RMSNorm = RMSNorm
        added.append("torch.nn.RMSNorm")
    return added


def run_cell(source, name, namespace):
    """As a notebook does: the last expression's value is shown, unless it is None or a figure that has just been shown."""
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";") else None
    exec(compile(tree, name, "exec"), namespace)
    return None if last is None else eval(compile(ast.Expression(last.value), name, "eval"), namespace)


def run_notebook(path, lnnb):
    with open(path, encoding="utf8") as file:
        cells = [cell for cell in json.load(file)["cells"] if cell["cell_type"] == "code"]
    namespace = {"__name__": "__main__"}
    for number, cell in enumerate(cells, 1):
        source = "".join(cell["source"])
        printed, error = io.StringIO(), ""
        started = time.perf_counter()
        with lnnb.capture() as figures, contextlib.redirect_stdout(printed):
            try:
                value = run_cell(source, f"<{os.path.basename(path)} {number}>", namespace)
                if value is not None and not (isinstance(value, lnnb.Figure) and value._payload is not None):
                    print(repr(value))
            except Exception:
                error = traceback.format_exc()
        seconds = time.perf_counter() - started
        yield {"id": cell["id"], "stdout": printed.getvalue(), "figures": figures, "error": error, "seconds": seconds}
        if error:
            return


def main():
    folder, *paths = sys.argv[1:]
    sys.path.insert(0, folder)
    import torch

    torch.set_num_threads(1)
    added = add_what_torch_lacks(torch)
    import lnnb

    print(json.dumps({"torch": torch.__version__, "added": added}), flush=True)
    for path in paths:
        for result in run_notebook(path, lnnb):
            print(json.dumps({"notebook": os.path.basename(path)[: -len(".lnnb")], **result}), flush=True)


main()
