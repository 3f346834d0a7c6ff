import time
a = time.perf_counter(); b = time.time(); c = time.monotonic(); print(isinstance(a, float), b > 1.6e9, time.perf_counter() >= a, time.time_ns() > 10**18, time.monotonic() >= c, isinstance(time.process_time(), float))
t = time.gmtime(86400 * 365.25 * 30); print(t.tm_year, t.tm_mon, t[2], tuple(t), time.strftime("%Y-%m-%d %H:%M:%S %j %a %A %b %B %p %I %y %%", t), time.asctime(t), time.gmtime(0) == (1970, 1, 1, 0, 0, 0, 3, 1, 0), time.strftime("%d/%m", (2024, 2, 29, 1, 2, 3, 3, 60, 0)))
time.sleep(0)
for f in (lambda: time.sleep(-1), lambda: time.sleep("a"), lambda: time.strftime(5)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, str(e)[:30])
