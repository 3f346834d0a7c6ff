for text in ("1.5", " 2 ", "1e5", "-1.5E-3", ".5", "5.", "inf", "-Infinity", "nan", "1_0.5_0", "1__0", "abc", "", "1e", "0x10", "+1.0", "1.5.2", "infinit", "٣.٥", "1e400", "1e-400", "_1.0"):
    try:
        print(repr(text), float(text))
    except ValueError as e:
        print(repr(text), e)
for v in (3, True, 10**20, b"1.5", "7"):
    print(float(v))
for v in (None, [], 10**400):
    try:
        print(float(v))
    except Exception as e:
        print(type(e).__name__, e)
