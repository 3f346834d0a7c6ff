for s in ("", "a'b", 'a"b', "a'b\"c", "\n\t\r\\", "\x00\x1f\x7f", "é\xa0\xad", "\u200b\u2028", "\U0001f600", "\ud800", "\ue000", "日本", "\x85", "tab\there"):
    print(repr(s), ascii(s), len(s))
print([s for s in ("a", "b'c")], {"k\n": "v'"}, ("\\",))
