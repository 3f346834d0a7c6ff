print("aaa".replace("a", "b"), "aaa".replace("a", "b", 2), "abc".replace("", "-"), "abc".replace("", "-", 2), "".replace("", "x"), "abc".replace("b", ""), "a.b.c".replace(".", "::"), "é\U0001f600".replace("", "|"), "abc".replace("abc", ""), "aaa".replace("aa", "b", -1), "abc".replace("x", "y", 0))
print("".join([]), ",".join("abc"), "-".join(["a", "b"]), ", ".join(str(i) for i in range(3)), "x".join({"k": 1}))
for f in (lambda: ",".join([1]), lambda: ",".join(["a", None]), lambda: ",".join(5), lambda: "a".replace(1, "b"), lambda: "a".replace("a", None)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
