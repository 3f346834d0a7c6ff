def f(x): return g(x)(1)
def g(x): return x
f(f)(3)
f(3)
