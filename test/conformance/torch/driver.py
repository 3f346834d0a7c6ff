"""Runs the generated programs under PyTorch: a JSON list of texts on standard input, a JSON list of what each printed out.

The first text is the prelude; its names are there for the others. {"version": torch's, "outputs": [...]}.

PyTorch 1.13 and its LAPACK now and then write past the end of their memory, and the process dies at some later program. So
the programs run in a child; where it dies, another goes on with the program that it died in.
"""
import contextlib
import io
import json
import os
import sys
import warnings

import newer
import torch

warnings.simplefilter("ignore")
torch.set_num_threads(1)
newer.install()
namespace = {"__name__": "__main__"}


def run(source):
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        exec(compile(source, "cases.py", "exec"), namespace)
    return out.getvalue()


def run_in_child(programs):
    """What the programs printed, up to the one in which the process died."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        with os.fdopen(writer, "w") as results:
            for source in programs:
                json.dump(run(source), results)
                results.write("\n")
                results.flush()
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as results:
        outputs = [json.loads(line) for line in results if line.endswith("\n")]
    os.waitpid(child, 0)
    return outputs


prelude, *programs = json.load(sys.stdin)
outputs = [run(prelude)]
while programs:
    done = run_in_child(programs)
    outputs += done
    if not done:
        sys.exit("PyTorch's process dies in the program that begins with " + programs[0][:300])
    programs = programs[len(done):]
json.dump({"version": torch.__version__, "outputs": outputs}, sys.stdout)
