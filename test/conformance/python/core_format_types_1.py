# Format specifications: each type, fill, alignment, sign, alternate form, zeros, width, grouping and precision.
print(f"{65:c}{0x1F600:c}|{1234.5:E}|{1.5:F}|{1e20:G}|{1234567:n}|{'text':s}|{255:X}")
print(f"{-5:=6}|{5:*=+8}|{'a':*^9}|{'b':.<4}|{'c':_>4}|{3:x<5}|{-7:0=8}|{2.5:+09.2f}")
print(format(3.0, "G"), format(1e-10, "F"), format(97, "c"), format(1.5, "n"), format("abc", ".2s"), format(48879, "#X"))
print("{:E} {:F} {:G} {:n} {:s} {:X} {:c}".format(12.5, 12.5, 12.5, 12, "s", 12, 66))
for value, spec in [(3, "c"), (-1, "c"), ("a", "c"), (1.5, "X"), ("a", "E"), (1, "s"), (1.0, "s"), ("a", "="), ("a", "n")]:
    try:
        print(repr(format(value, spec)))
    except (ValueError, OverflowError) as error:
        print(spec, type(error).__name__, error)
