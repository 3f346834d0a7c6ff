# Clocks go forward; dates of fixed moments.
import time
for clock in (time.perf_counter_ns, time.monotonic_ns, time.process_time_ns, time.thread_time_ns):
    first = clock()
    print(clock.__name__, isinstance(first, int), clock() >= first)
for clock in (time.process_time, time.thread_time):
    print(clock.__name__, isinstance(clock(), float))
moment = time.strptime("2024-02-29 12:30:45", "%Y-%m-%d %H:%M:%S")
print(moment[:6], moment.tm_wday, moment.tm_yday, isinstance(moment, time.struct_time))
print(time.localtime(time.mktime(moment))[:6], isinstance(time.ctime(0), str), len(time.ctime(0)))
print(type(time.timezone).__name__, type(time.altzone).__name__, time.daylight in (0, 1), len(time.tzname))
