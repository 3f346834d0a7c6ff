cases = ["12", " 42 ", "-7", "+5", "1_000", "0x1f", "0b101", "abc", "", "1__0", "_1", "1_", "٣٤", "1.5", "--1", "0o17", "9" * 30]
for text in cases:
    for base in (10, 0, 16, 2, 36):
        try:
            print(repr(text), base, int(text, base))
        except ValueError as e:
            print(repr(text), base, e)
