import re
m = re.match(r"(\w+)@(?P<host>\w+)\.(com|org)", "user@mail.com rest")
print(m, m.group(), m.group(0, 1, "host"), m.groups(), m.groupdict(), m.start(), m.end("host"), m.span(2), m[1], m["host"], m.lastindex, m.lastgroup, m.string, m.pos, m.endpos, m.re.pattern, m.expand(r"\2-\g<host>-\1"), m.regs)
print(re.match("b", "ab"), re.search("b", "ab"), re.fullmatch("a", "ab"), re.fullmatch("ab?", "ab"), bool(re.match("", "")), re.match("a|b", "b").group(), re.search(r"(a)|(b)", "b").groups(), re.search(r"(a)?b", "b").groups("none"), re.search(r"(a)|(b)", "b").lastindex)
p = re.compile(r"\d+", re.I | re.M); print(p, p.flags, p.groups, p.groupindex, p.pattern, p.search("a12b", 2), p.match("a12", 1), p.search("12345", 1, 3), p.fullmatch("x12y", 1, 3), re.compile(p) is p, re.compile("a") == re.compile("a"), re.compile(r"(?x) a b # c").match("ab"))
for f in (lambda: m.group(9), lambda: m["nope"], lambda: m.start("z"), lambda: re.match(5, "a"), lambda: re.match("a", 5), lambda: re.match("a", b"a"), lambda: re.match(b"a", "a"), lambda: re.compile("(")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
