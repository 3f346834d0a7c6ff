for s in ["ab", "-5", "+x", "", "日本"]:
    print([s.ljust(5), s.rjust(5, "*"), s.center(5), s.center(6, "-"), s.zfill(5), s.expandtabs(4)])
print("a\tbc\td".expandtabs(), "a\tb".expandtabs(2), "\t".expandtabs(0), "xxabcxx".strip("x"), "xyabyx".lstrip("xy"), "abc".rstrip("c"), "abc".strip("")) 
print("aXbXc".replace("X", "--"), "aaa".replace("a", "b", 2), "abc".replace("", "."), "abc".replace("b", ""), "spam".translate(str.maketrans("sm", "SM", "p")), "spam".translate({115: None, 112: "PP"}))
