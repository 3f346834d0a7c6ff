"""Runs programs for the bench of the language: one JSON object a line in, one line out, seconds by the named clock."""
import json
import sys
import time

clock = getattr(time, sys.argv[1])

for line in sys.stdin:
    request = json.loads(line)
    scope = {"__name__": "__bench__"}
    exec(compile(request["setup"], "<setup>", "exec"), scope)
    code = compile(request["program"], "<bench>", "exec")
    start = clock()
    exec(code, scope)
    print(json.dumps({"seconds": clock() - start}), flush=True)
