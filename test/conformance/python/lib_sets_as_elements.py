# A set is looked for, removed and discarded as the frozenset of its elements.
def t(f):
    try: print(repr(f()))
    except Exception as e: print(repr(e))
z = {1}
t(lambda: z.discard(z))
t(lambda: z.remove(z))
t(lambda: z in z)
y = {1}
t(lambda: z.discard(y)); t(lambda: z.remove(y)); t(lambda: y in z)
t(lambda: z.remove({1, 2}))
class S(set): pass
s = S({2})
t(lambda: z.discard(s)); t(lambda: z.remove(s)); t(lambda: s in z); t(lambda: s.discard(s)); t(lambda: s in s); t(lambda: s.remove(s))
z.add(frozenset({1}))
t(lambda: z.discard({1})); print(z)
z = {frozenset({1}), 1}
t(lambda: {1} in z); t(lambda: z.remove({1})); print(z)
f = frozenset({1})
t(lambda: f in f); t(lambda: {1} in f); t(lambda: [1] in f)
t(lambda: z.add(z))
e = set()
t(lambda: e.discard(e)); t(lambda: e.remove(e)); t(lambda: e in e)
t(lambda: e.discard([])); t(lambda: e.remove({})); t(lambda: ({},) in e); t(lambda: ({1},) in e); t(lambda: e.discard(({1},)))
