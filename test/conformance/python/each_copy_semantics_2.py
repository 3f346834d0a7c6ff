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


attempt(lambda: copy.copy({1, 2}))
attempt(lambda: copy.deepcopy(frozenset([1])))
attempt(lambda: copy.copy(len) is len)
attempt(lambda: copy.deepcopy('a') is 'a')
attempt(lambda: copy.copy(5))
attempt(lambda: copy.deepcopy(x for x in []))
attempt(lambda: copy.copy(None))
attempt(lambda: copy.deepcopy([n, n])[0] is copy.deepcopy([n, n])[1])
attempt(lambda: (lambda c: c[0] is c[1])(copy.deepcopy([n, n])))
