import re
tests = [(r"a{2,3}?", "aaaa"), (r"(a+)+b", "aaab"), (r"(?<=x)y", "xy"), (r"(?<!x)y", "ay"), (r"a(?=b)", "ab"), (r"a(?!b)", "ac"), (r"(?P<q>['\"]).*?(?P=q)", "'a' \"b\""), (r"(a)(b)?(?(2)c|d)", "abc ad"), (r"\Aab\Z", "ab"), (r"[a-c&&x]+", "b&x"), (r"[\d\-x]+", "1-x"), (r"[]a]+", "]a"), (r"[^]a]+", "b]"), (r"\x41\u0042\101", "ABA"), (r"(?:ab)+", "abab"), (r"(?>a+)b", "aab"), (r"a++b", "aab"), (r"a*+a", "aaa"), (r"(?s:.)+", "a\nb"), (r"(?i:a)b", "Ab"), (r"(?-i:a)", "a"), (r"(?m:^b)", "a\nb"), (r"\S+\s\S*", "ab cd"), (r"[\s\S]+", "a\nb"), (r"(\w+) \1", "the the"), (r"x{,2}y", "xxy"), (r"x{2}", "xxx"), (r"{", "{"), (r"a{", "a{"), (r"\t\n", "\t\n"), (r"(?#comment)a", "a"), (r"é", "É"), (r"ſ", "s")]
for p, s in tests:
    print(repr(p), [m.group() for m in re.finditer(p, s)], bool(re.match(p, s, re.I)), bool(re.fullmatch(p, s)))
for p in ("(", ")", "[", "a**", "*a", "(?P<a", "(?P<1a>x)", "(?P=z)", r"\1", "(?z)", "a{3,2}", "[z-a]", "\\", r"\q", "(?<=a+)b", "(?P<a>x)(?P<a>y)", "(?(1)a|b", "(?:", "x(?i)", "[a", "(?P<>x)", "a{1}{2}", "(?", "(?<", r"\xg", "(?(3)a)", "(?P<n>a)(?P=m)"):
    try:
        re.compile(p)
        print(repr(p), "ok")
    except re.error as e:
        print(repr(p), e, e.pos, e.msg)
for t in (r"\2", r"\g<2>", r"\g<x", r"\q", "\\", r"\g<1a>"):
    try:
        print(re.sub("(a)", t, "a"))
    except (re.error, IndexError) as e:
        print(repr(t), type(e).__name__, e)
print(re.I, re.I | re.M, repr(re.RegexFlag(0)) == "re.NOFLAG" or "old", re.IGNORECASE == 2, re.compile("a", re.X).flags, int(re.S))
