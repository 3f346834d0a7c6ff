rows = [("b", 2), ("a", 2), ("c", 1), ("a", 1)]
print(sorted(rows), sorted(rows, key=lambda r: r[1]), sorted(rows, key=lambda r: r[1], reverse=True), sorted(rows, key=lambda r: (-r[1], r[0])))
words = ["banana", "Apple", "cherry", "apple", "Banana"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=str.casefold, reverse=True))
print(sorted([3, 1.5, True, -2]), sorted("hello"), sorted({3: "c", 1: "a"}), max(words, key=len), min(words, key=lambda w: w[-1]))
for c in [lambda: sorted([1, "a"]), lambda: sorted([None, 1]), lambda: sorted([{}, {}]), lambda: max([]), lambda: max([], default="none"), lambda: max(1, "a"), lambda: sorted([1], key=5), lambda: sorted([3, 2], key=lambda v: 1 / 0), lambda: [1, 2].sort(key=len)]:
    try:
        print(c())
    except (TypeError, ZeroDivisionError) as e:
        print(type(e).__name__, e)
    except ValueError as e:
        print("ValueError")
