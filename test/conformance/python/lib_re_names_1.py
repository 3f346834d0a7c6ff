# Flags, classes, subn, escape and the error.
import re
pattern = re.compile(r"(\w+)-(\d+)", re.IGNORECASE | re.ASCII)
print(pattern, pattern.flags, isinstance(pattern, re.Pattern), isinstance(pattern.search("ab-12 cd-3"), re.Match))
print(re.subn(r"(\w+)-(\d+)", r"\2", "ab-12 cd-3"), re.subn("a", "b", "aaa", count=1), re.escape("a.b*c [1]"))
print([(flag.name, flag.value) for flag in (re.ASCII, re.A, re.IGNORECASE, re.LOCALE, re.L, re.UNICODE, re.U, re.MULTILINE, re.DOTALL, re.VERBOSE, re.X, re.DEBUG)])
print(re.NOFLAG, re.A | re.X, isinstance(re.I, re.RegexFlag), re.purge())
print(re.findall(r"a .b # note", "a\nb axb", re.DOTALL | re.VERBOSE), re.findall("^b", "a\nb", re.MULTILINE))
try:
    re.compile("(a")
except re.error as error:
    print(error, error.pos, error.pattern)
