s = "layer.0.norm.weight"
print(s.find("norm"), s.find("zz"), s.rfind("."), s.index("0"), s.count("."), s.startswith("layer"), s.startswith(("a", "l")), s.endswith("t", 0, -1), s.partition("."), s.rpartition("."), s.partition("zz"))
for act in [lambda: s.index("zz"), lambda: s.rindex("zz"), lambda: s.find(1), lambda: s.startswith(1), lambda: s.startswith([1]), lambda: s.partition(""), lambda: s.count(None), lambda: s.replace("a"), lambda: s.split(""), lambda: s.split(1), lambda: s.join(1), lambda: s.join([1]), lambda: s + 1, lambda: s * 1.0, lambda: s % 1, lambda: s[100], lambda: s["a"], lambda: s.center("a"), lambda: s.center(30, "ab"), lambda: s.encode("nope"), lambda: "é".encode("ascii"), lambda: s.zfill("x"), lambda: s.removeprefix(1), lambda: s.strip(1)]:
    try:
        print(act())
    except Exception as e:
        print(type(e).__name__, e)
