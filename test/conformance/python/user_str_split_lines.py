for s in ["a b  c", " a b ", "", "a,b,,c,", "one\ntwo\r\nthree\x0bfour\u2028five", "\n\n", "x"]:
    print(s.split(), s.split(","), s.rsplit(",", 1), s.split(None, 1), s.rsplit(None, 1), s.splitlines(), s.splitlines(True))
print("a--b--c".split("--", 1), "a--b--c".rsplit("--", 1), "aaa".split("a"), "  ".split(" "), "a b c".split(maxsplit=1), "a,b".split(sep=","))
print("-".join("abc"), "".join([]), ", ".join(str(i) for i in range(3)), "x".join(["a"]))
