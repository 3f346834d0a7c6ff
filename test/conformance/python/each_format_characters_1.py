for spec in ["05c", "5c", "<5c", "^5c", "=5c", ">5c", "x^5c", "\U0001F600^5c", "\U0001F600<3d", "c", "1c", "0c", "\U0001F600>10.3f", "\U0001F600^7s", "05d", "\U0001F600=+6d", "03c", "\U0001F600=5c"]:
    for v in (1000000, 65, 8364, "\U0001F600a", 2.5):
        try: print(ascii(spec), ascii(format(v, spec)))
        except Exception as e: print(ascii(spec), type(e).__name__, ascii(str(e)))
