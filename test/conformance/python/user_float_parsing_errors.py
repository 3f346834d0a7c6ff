for text in ["1.5", "  2e3\n", ".5", "5.", "1e400", "-inf", "nan", "Infinity", "1_0.5", "1__0", "", "abc", "1,5", "0x1p3", "e5"]:
    try:
        print(repr(text), float(text))
    except ValueError as e:
        print("ValueError:", e)
for value in [None, [1], "one", b"2.5", b"x", True, 10**400]:
    try:
        print(float(value))
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)
print(float.fromhex("0x1.8p3"), (0.1).hex(), float.fromhex("-inf"))
try:
    float.fromhex("zz")
except ValueError as e:
    print(e)
