import copy
class N:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
a = [1, [2, 3], {'k': [4]}]; n = N([1]); loop = []; loop.append(loop)

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: copy.copy(a)[1] is a[1])
attempt(lambda: copy.deepcopy(a)[1] is a[1])
attempt(lambda: copy.deepcopy(a) == a)
attempt(lambda: copy.copy(n).v is n.v)
attempt(lambda: copy.deepcopy(n).v is n.v)
attempt(lambda: copy.deepcopy(n) == n)
attempt(lambda: copy.deepcopy(loop)[0][0] is not loop)
attempt(lambda: copy.copy((1, [2]))[1])
attempt(lambda: copy.deepcopy((1, 2)) is not None)
attempt(lambda: copy.deepcopy({1: {2: [3]}}))
