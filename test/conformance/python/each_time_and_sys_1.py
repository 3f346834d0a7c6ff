import time, sys

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: time.time() > 0)
attempt(lambda: time.perf_counter() >= 0)
attempt(lambda: time.monotonic() <= time.monotonic())
attempt(lambda: isinstance(time.time_ns(), int))
attempt(lambda: time.sleep(0))
attempt(lambda: time.sleep(-1))
attempt(lambda: time.gmtime(0)[:6])
attempt(lambda: time.strftime('%Y-%m-%d', time.gmtime(0)))
attempt(lambda: sys.maxsize)
attempt(lambda: sys.version_info >= (3, 11))
attempt(lambda: sys.byteorder)
