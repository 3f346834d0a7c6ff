import time, sys

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: sys.float_info.epsilon)
attempt(lambda: sys.float_info.max)
attempt(lambda: sys.getrecursionlimit() > 100)
attempt(lambda: type(sys.argv).__name__)
attempt(lambda: sys.maxunicode)
attempt(lambda: time.gmtime(86400).tm_mday)
attempt(lambda: sys.getsizeof(1) > 0)
attempt(lambda: sys.int_info.bits_per_digit)
attempt(lambda: sys.float_info.dig)
attempt(lambda: sys.exc_info())
attempt(lambda: sys.intern('a'))
