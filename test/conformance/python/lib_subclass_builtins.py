class I(int):
    def double(self):
        return self * 2
class F(float):
    pass
class S(str):
    def shout(self):
        return self.upper() + "!"
class L(list):
    def total(self):
        return sum(self)
class T(tuple):
    def __new__(cls, *a):
        return super().__new__(cls, a)
class DD(dict):
    pass
i = I(5); f = F(2.5); s = S("abc"); l = L([1, 2]); t = T(1, 2, 3); d = DD(a=1)
print(i, i + 1, type(i + 1), i.double(), i == 5, hash(i) == hash(5), {5: "x"}[i], [10, 20, 30, 40, 50, 60][i], repr(i), f"{i:03d}", f, f * 2, type(f * 2), s, s.shout(), s + "d", type(s + "d"), s == "abc", {"abc": 1}[s], s[0], l, l.total(), type(l + [3]), type(l[:1]), l == [1, 2], t, type(t), t == (1, 2, 3), t + (4,), d, d == {"a": 1}, type(d.copy()), isinstance(i, int), I("7"), I(), len(s), S(5), "%d %s" % (i, s), i < 6, -i, abs(I(-3)), max(I(1), 2), sum([i, i]), range(i)[-1], "ab" * i, "x".join([s]), i / 2, int(i), type(int(i)), str(s), type(str(s)), bool(I(0)))
i.attr = 1; s.attr = 2; l.attr = 3; print(i.attr, s.attr, l.attr, i.__dict__, vars(l))
