for spec in ("", "d", "5d", "05d", "+d", " d", "<6", ">6", "^6", "=+8", "*^9", "x", "X", "#x", "#X", "#o", "o", "b", "#b", "#010x", ",", "_", "_x", "_b", "012,", "c", "e", ".2f", "%", "g", "n", "010_b", "+,", "é>8"):
    row = []
    for n in (0, 7, -42, 1234567, 65):
        try:
            row.append(format(n, spec))
        except Exception as e:
            row.append(f"{type(e).__name__} {e}")
    print(repr(spec), row)
