table = str.maketrans("abc", "xyz", "d")
print("aabbccdd".translate(table), "abc".translate({97: "AA", 98: None, 99: 100}), str.maketrans({"a": 1, "b": "c"}), "hello".translate(str.maketrans("lo", "01")), sorted(str.maketrans("ab", "cd").items()))
for f in (lambda: str.maketrans("ab", "c"), lambda: str.maketrans(1), lambda: str.maketrans({"ab": 1}), lambda: "a".translate({97: 1.5}), lambda: "a".translate(5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
