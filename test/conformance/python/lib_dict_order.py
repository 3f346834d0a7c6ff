d = {}
for w in "the quick brown fox jumps over the lazy dog the end".split():
    d[w] = d.get(w, 0) + 1
print(d); del d["the"]; d["the"] = 0; print(list(d)); print(sorted(d.items(), key=lambda kv: (-kv[1], kv[0]))); d2 = dict(reversed(list(d.items()))); print(d2 == d, list(d2)[0])
while d:
    print(d.popitem(), end=" ")
print()
class D(dict):
    def __missing__(self, key):
        return f"no {key}"
x = D(a=1); print(x["a"], x["b"], x.get("b"), "b" in x, x, type(x.copy()), len(x)); x.z = 5; print(x.z, x.__dict__)
