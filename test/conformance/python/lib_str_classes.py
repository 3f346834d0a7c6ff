for s in ("", "a", "1", "a1", " ", "²", "½", "٣", "一", "_x", "x y", "for", "é", "\n", "\x1c", "Ⅷ", "a_b", "1a", "\U0001d7d8", "日本語"):
    print(ascii(s), s.isalpha(), s.isdigit(), s.isdecimal(), s.isnumeric(), s.isalnum(), s.isspace(), s.isidentifier(), s.isprintable(), s.isascii())
