"""A peer of the benchmark in Python: runs statements that come as lines of JSON and answers with seconds a repetition."""
import json
import sys
import time

names = {}
out = sys.stdout
# Processor time of all threads, or the wall's: the first argument is a clock of module time.
clock = getattr(time, sys.argv[1])
sys.stdout = sys.stderr
for line in sys.stdin:
    message = json.loads(line)
    answer = {}
    try:
        if message.get("setup") is not None:
            names.clear()
            exec(message["setup"], names)
        else:
            code = compile(message["run"], "<run>", "exec")
            repeats = message["repeats"]
            start = clock()
            for _ in range(repeats):
                exec(code, names)
            answer["seconds"] = (clock() - start) / repeats
    except Exception as error:
        answer["error"] = f"{type(error).__name__}: {error}"
    out.write(json.dumps(answer) + "\n")
    out.flush()
