for w in ["abc", "ABC", "Abc Def", "a1", "12", "½", "", " ", "é", "ß", "İ", "ﬁ", "²", "x_y", "\u00a0", "Ⅷ"]:
    print(repr(w), w.isalpha(), w.isdigit(), w.isdecimal(), w.isnumeric(), w.isalnum(), w.isspace(), w.isupper(), w.islower(), w.istitle(), w.isidentifier(), w.isprintable(), w.isascii())
    print(w.upper(), w.lower(), w.title(), w.capitalize(), w.swapcase(), w.casefold())
