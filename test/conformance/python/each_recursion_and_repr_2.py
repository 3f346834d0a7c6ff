l = [1]; l.append(l); d = {}; d['self'] = d; t = ([],); t[0].append(t)
class N:
    def __repr__(self): return f'N({self.k!r})'
n = N(); n.k = [n.__class__.__name__]

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: [None, ..., NotImplemented])
attempt(lambda: [True, 1.0])
attempt(lambda: ['a\'b', "c\"d", 'e\'"'])
attempt(lambda: [b'x'])
attempt(lambda: [int, len])
attempt(lambda: {'a': {1}})
attempt(lambda: (1,))
attempt(lambda: ((),))
attempt(lambda: l[1][1][0])
attempt(lambda: len(l[1]))
attempt(lambda: d['self']['self'] is d)
attempt(lambda: repr(range(3)))
attempt(lambda: repr(slice(1)))
attempt(lambda: [range(2)])
attempt(lambda: repr(type))
attempt(lambda: str(type(l)))
