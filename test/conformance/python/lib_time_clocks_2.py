# The same clocks in another order; structures of time.
import time
a = time.monotonic_ns(), time.perf_counter_ns(), time.process_time_ns(), time.thread_time_ns()
print([type(x).__name__ for x in a], time.process_time() >= 0, time.thread_time() >= 0)
s = time.struct_time((2023, 12, 31, 23, 59, 59, 6, 365, 0))
print(s.tm_year, s.tm_mon, s[3:6], s)
print(time.strptime("31 Dec 99", "%d %b %y")[:3], time.localtime(time.mktime(s))[:5] == s[:5])
print(isinstance(time.ctime(86400), str), time.timezone == int(time.timezone), isinstance(time.altzone, int), isinstance(time.daylight, int), all(isinstance(z, str) for z in time.tzname))
try:
    time.strptime("x", "%Y")
except ValueError as error:
    print(error)
