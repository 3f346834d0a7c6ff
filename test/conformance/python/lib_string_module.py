import string
print(string.ascii_letters, string.digits, string.punctuation, repr(string.whitespace), string.hexdigits, string.octdigits, len(string.printable), string.capwords("hello  world foo"), string.capwords("a-b", "-"))
t = string.Template("$who likes ${what}s, costs $$5 $missing")
print(t.safe_substitute(who="tim", what="kung pao"), t.template, string.Template("$a").substitute({"a": 1}), string.Template("$a $b").substitute({"a": 1}, b=2), t.get_identifiers(), t.is_valid(), string.Template("$").is_valid())
for f in (lambda: t.substitute(who="a"), lambda: string.Template("$").substitute(), lambda: string.Template("a\n $1").substitute()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
