for s in ("hello World", "ÉCOLE straße", "ǆ ﬁn", "they're bill's", "123abc", "ΑΣ ΣΑΣ", "iİıI", "", "UPPER", "lower", "Title Case", "a1b2", "ß"):
    print(repr(s), s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold(), s.isupper(), s.islower(), s.istitle())
