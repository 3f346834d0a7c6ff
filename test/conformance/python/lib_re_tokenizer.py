import re
spec = [("NUM", r"\d+(\.\d*)?"), ("ID", r"[A-Za-z_]\w*"), ("OP", r"[+\-*/()=]"), ("SKIP", r"[ \t]+"), ("BAD", r".")]
tok = re.compile("|".join(f"(?P<{n}>{p})" for n, p in spec))
for line in ("x = 3.5 * (y_1 + 42)", "a $ b"):
    out = []
    for m in tok.finditer(line):
        kind = m.lastgroup
        if kind == "SKIP":
            continue
        out.append((kind, m.group(), m.start()))
    print(out)
log = "2024-01-02 INFO start\n2024-01-03 ERROR bad thing: code=7\n"
for m in re.finditer(r"^(?P<date>\d{4}-\d\d-\d\d) (?P<lvl>[A-Z]+) (?P<msg>.*)$", log, re.M):
    print(m.groupdict())
print(re.sub(r"(?P<first>\w+) (?P<second>\w+)", lambda m: f"{m['second']} {m['first']}", "hello world foo bar"), re.sub(r"([a-z])([A-Z])", r"\1_\2", "camelCaseName").lower())
