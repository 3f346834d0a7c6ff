b = b"hello\x00\xff'"
print(b, len(b), b[0], b[-1], b[1:4], b[::-1], list(b[:3]), b + b"!", b * 2, b"l" in b, 104 in b, b.hex(), b.hex("-"), b.hex(":", 2), b.hex(":", -3), bytes.fromhex("00 ff 10"), bytes(3), bytes([1, 2, 255]), bytes("é", "utf-8"), bytes(), bytes(b"x"))
print(b"a" == b"a", b"a" < b"b", b"a" == "a", hash(b"a") == hash(b"a"), b"abc".find(b"c"), b"abc".index(98), b"a,b".split(b","), b" x ".strip(), b"abc".replace(b"b", b"xx"), b",".join([b"a", b"b"]), b"Ab".upper(), b"Ab".lower(), b"ab cd".title(), b"abc".startswith(b"ab"), b"12".isdigit(), b"a\nb".splitlines(), b"%")
for f in (lambda: bytes([256]), lambda: bytes("a"), lambda: bytes(-1), lambda: b"a" + "b", lambda: b"a" < "b", lambda: b[100], lambda: bytes.fromhex("zz"), lambda: b"a".join(["b"]), lambda: "a" in b"a", lambda: bytes([1, "a"]), lambda: bytes(None), lambda: b"abc".index(b"z"), lambda: 300 in b):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
