import traceback, sys, io
def f(x):
    return g(x)
def g(x):
    raise ValueError("bad %s" % x)
try: f(1)
except ValueError as e:
    print(traceback.format_exc())
    traceback.print_exc(file=sys.stdout)
    print(traceback.format_exception(e))
    print(traceback.format_exception(type(e), e, e.__traceback__))
    print(traceback.format_exception_only(e), traceback.format_exception_only(type(e), e))
    print(traceback.format_tb(e.__traceback__), traceback.format_tb(e.__traceback__, 1), traceback.format_tb(e.__traceback__, -1))
    t = traceback.extract_tb(e.__traceback__); print(t, t[-1].name, t[-1].lineno, t[0].line, t[0][3], len(t[0]))
    print(traceback.format_list(t))
    buf = io.StringIO(); traceback.print_exception(e, file=buf); print(len(buf.getvalue().splitlines()))
    print(sys.exc_info()[2] is not None, sys.exc_info()[2].tb_lineno)
    traceback.print_tb(e.__traceback__, file=sys.stdout)
print(traceback.format_exc(), end='')
try:
    try: {}['a']
    except KeyError: int('x')
except ValueError as e:
    print(traceback.format_exc(limit=1)); print(traceback.format_exc(chain=False))
    e.add_note("see"); print(traceback.format_exception_only(e))
def r(n): return r(n-1) if n else 1/0
try: r(10)
except ZeroDivisionError: print(traceback.format_exc())
try: traceback.format_exception(1)
except TypeError as e: print(e)
try: traceback.format_exception(ValueError, ValueError())
except ValueError as e: print(e)
def st(): return traceback.format_stack()[-1], traceback.extract_stack()[-1]
print(st())
