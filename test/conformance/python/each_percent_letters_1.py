for c in [0, 1, 31, 32, 40, 44, 69, 90, 97, 101, 105, 117, 120, 126, 127, 128, 200, 255]:
    for make in (lambda: b"%" + bytes([c]), lambda: b"ab%(x)" + bytes([c])):
        for args in ((1,), {b"x": 1}):
            try: r = make() % args
            except Exception as e: r = (type(e).__name__, str(e))
            print(c, r)
    try: r = ("%" + chr(c)) % (1,)
    except Exception as e: r = (type(e).__name__, str(e))
    print(c, r)
