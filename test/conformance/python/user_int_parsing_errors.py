for text in ["12", " -7 ", "+5", "1_000", "0x10", "", "-", "1__0", "３", "12.0", "1e3", "_1", "0b1"]:
    try:
        print(repr(text), int(text))
    except ValueError as e:
        print("ValueError:", e)
for text, base in [("ff", 16), ("0xff", 16), ("0xff", 0), ("0o17", 0), ("17", 8), ("9", 8), ("z", 36), ("1", 1), ("1", 37), ("012", 0)]:
    try:
        print(text, base, int(text, base))
    except ValueError as e:
        print("ValueError:", e)
for value in [None, [], {}, "a b", (1,), object]:
    try:
        int(value)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
