import sys
print(sys.maxsize, sys.byteorder, sys.version_info >= (3, 8), sys.version_info[0], sys.float_info.epsilon, sys.float_info.max, sys.float_info.min, sys.float_info.dig, sys.getrecursionlimit() > 100, sys.int_info.bits_per_digit, sys.maxunicode, sys.hash_info.modulus, sys.getdefaultencoding(), isinstance(sys.argv, list), "sys" in sys.modules, sys.intern("a") == "a", sys.exc_info())
sys.stdout.write("direct\n"); n = sys.stdout.write("é\n"); print(n); sys.stderr.write("hidden\n"); sys.stdout.flush()
try:
    1 / 0
except ZeroDivisionError:
    t, v, tb = sys.exc_info(); print(t.__name__, v, sys.exception() is v)
try:
    sys.exit(3)
except SystemExit as e:
    print("exit", e.code, e.args)
try:
    sys.exit()
except SystemExit as e:
    print(e.code, e.args)
old = sys.getrecursionlimit(); sys.setrecursionlimit(500)
def f(n):
    return f(n + 1)
try:
    f(0)
except RecursionError as e:
    print(str(e)[:32])
sys.setrecursionlimit(old)
try:
    sys.setrecursionlimit(0)
except ValueError as e:
    print(e)
try:
    sys.nope
except AttributeError as e:
    print(e)
class W:
    def __init__(self):
        self.t = ""
    def write(self, s):
        self.t += s
o, sys.stdout = sys.stdout, W(); print("swapped"); w, sys.stdout = sys.stdout, o; print(repr(w.t)); sys.exit("bye")
