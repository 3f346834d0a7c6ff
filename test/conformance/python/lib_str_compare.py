xs = ["a", "b", "A", "", "aa", "é", "z", "\uffff", "\U00010000", "日"]
print(sorted(xs), [(a < b, a == b, a >= b) for a in xs[:4] for b in xs[:4]], max(xs), min(xs))
for f in (lambda: "a" < 1, lambda: "a" + 1, lambda: 1 + "a", lambda: "a" * "b", lambda: "a" * 1.5, lambda: -"a", lambda: "a" - "b", lambda: "a" > None, lambda: "a" @ "b"):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print("a" * 3, 3 * "ab", "a" * 0, "a" * -1, "a" == 1, "a" != 1, "ab" "cd")
