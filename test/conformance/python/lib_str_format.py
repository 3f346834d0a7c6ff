class O:
    def __init__(self):
        self.a = {"k": [10, 20]}
        self.b = 5
print("{} {} {0}".replace("{0}", "") .format(1, 2), "{0} {1} {0}".format("a", "b"), "{x} {y!r}".format(x=1, y="z"), "{0.a[k][1]} {0.b}".format(O()), "{[0]} {[k]}".format([1], {"k": 2}), "{:>{w}.{p}f}".format(3.14159, w=8, p=2))
print("{{}} {}".format(1), "{!s:>5}".format(12), "{:{}}".format("a", 5), "{0:{1}}{2}".format("a", 3, "b"), "{a.b} {l[0]}".format(a=O(), l=[9]), "{:,}".format(1234567), "{!a}".format("é"))
print("{x}".format_map({"x": 3}), "{0[a b]}".format({"a b": 1}), "{0[1]}".format({1: "int", "1": "str"}))
