l = [1]; l.append(l); d = {}; d['self'] = d; t = ([],); t[0].append(t)
class N:
    def __repr__(self): return f'N({self.k!r})'
n = N(); n.k = [n.__class__.__name__]

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: l)
attempt(lambda: d)
attempt(lambda: t)
attempt(lambda: n)
attempt(lambda: [n])
attempt(lambda: {'n': n})
attempt(lambda: l == l)
attempt(lambda: str(l))
attempt(lambda: f'{d}')
attempt(lambda: (l, d))
attempt(lambda: [l[:1]])
attempt(lambda: repr(set()))
attempt(lambda: repr(frozenset()))
attempt(lambda: [[]])
attempt(lambda: {(): []})
attempt(lambda: {1: (2,)})
