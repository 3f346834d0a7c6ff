# Flags, classes, subn, escape and the error.
import re
pattern = re.compile(r"(?P<k>[a-z])\s*=\s*(?P<v>\d)", re.MULTILINE)
print(pattern, pattern.flags, isinstance(pattern, re.Pattern), isinstance(pattern.search("a = 1, b=2"), re.Match))
print(re.subn(r"(?P<k>[a-z])\s*=\s*(?P<v>\d)", r"\2", "a = 1, b=2"), re.subn("a", "b", "aaa", count=2), re.escape("a.b*c [2]"))
print([(flag.name, flag.value) for flag in (re.ASCII, re.A, re.IGNORECASE, re.LOCALE, re.L, re.UNICODE, re.U, re.MULTILINE, re.DOTALL, re.VERBOSE, re.X, re.DEBUG)])
print(re.NOFLAG, re.A | re.X, isinstance(re.I, re.RegexFlag), re.purge())
print(re.findall(r"a .b # note", "a\nb axb", re.DOTALL | re.VERBOSE), re.findall("^b", "a\nb", re.MULTILINE))
try:
    re.compile("[b")
except re.error as error:
    print(error, error.pos, error.pattern)
