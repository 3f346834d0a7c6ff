s = "héllo \U0001f600"
print(s.encode(), s.encode("utf-16"), s.encode("utf-32-be"), s.encode("latin-1", "replace"), s.encode("ascii", "ignore"), s.encode("ascii", "xmlcharrefreplace"), s.encode("ascii", "backslashreplace"))
print(s.encode().decode(), b"\xff\xfea\x00".decode("utf-16"), b"abc\xff".decode("ascii", "replace"), b"\xe9".decode("latin-1"), b"\xc3".decode("utf-8", "ignore"), b"a\xc3(".decode(errors="replace"), b"\xe2\x82".decode(errors="backslashreplace"))
for f in (lambda: s.encode("ascii"), lambda: b"\xff".decode(), lambda: b"\xc3".decode(), lambda: b"\xc3(".decode(), lambda: "a".encode("nope"), lambda: "\ud800".encode(), lambda: "é".encode("latin-1").decode("ascii"), lambda: "a".encode(5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e)[:80])
