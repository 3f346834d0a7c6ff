import types
n = types.SimpleNamespace(a=1, b="x"); n.c = [1]; print(n, n.a, n == types.SimpleNamespace(a=1, b="x", c=[1]), vars(n)); del n.a; print(n)
def f():
    yield 1
print(isinstance(f, types.FunctionType), isinstance(f(), types.GeneratorType), isinstance(len, types.BuiltinFunctionType), isinstance(None, types.NoneType), isinstance(types, types.ModuleType), isinstance(lambda: 0, types.LambdaType), types.FunctionType is types.LambdaType, isinstance(int | str, types.UnionType), isinstance(list[int], types.GenericAlias), isinstance(..., types.EllipsisType))
class A:
    def m(self):
        return self
a = A(); print(isinstance(a.m, types.MethodType), types.MethodType(lambda s, x: (s is a, x), a)(3), isinstance(A.__dict__, types.MappingProxyType)); a.dyn = types.MethodType(lambda self: type(self).__name__, a); print(a.dyn())
p = types.MappingProxyType({"k": 1}); print(p, p["k"], len(p), list(p), "k" in p)
try:
    p["z"] = 1
except TypeError as e:
    print(e)
print(types.new_class("N", (A,), {}, lambda ns: ns.update(z=5)).z)
