print(True + True, True * 5, -True, ~True if False else 0, True & False, True | False, True ^ True, True & 3, 6 | True, False ^ 5)
print(isinstance(True, int), True == 1, True is 1 if False else "x", hash(True), str(True), repr(False), int(True), float(False), bool([]), bool("a"), bool(0.0))
print(sum([True, False, True]), max(True, 2), sorted([True, False, 3, 0]), {True: "a", 1: "b", 1.0: "c"}, [1, 2, 3][True], "ab" * True)
print(f"{True}", f"{True:d}", f"{True:>6}", f"{False!r}", "%d %s" % (True, True))
