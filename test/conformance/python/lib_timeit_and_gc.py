import gc
import timeit

calls = []
print(timeit.timeit(lambda: calls.append(1), number=5) >= 0, len(calls))
print(len(timeit.repeat(lambda: calls.append(1), setup=calls.clear, repeat=3, number=2)), len(calls))
timer = timeit.Timer(lambda: calls.append(1), timer=iter(range(100)).__next__)
print(timer.timeit(3), timer.repeat(2, 4), timeit.default_timer() > 0)
try:
    timeit.timeit(3)
except ValueError as error:
    print(error)
print(timeit.timeit(number=1) < 1)
was = gc.isenabled()
gc.disable()
print(was, gc.isenabled())
gc.enable()
print(gc.isenabled(), type(gc.collect()), type(gc.collect(1)))
try:
    gc.collect(3)
except ValueError as error:
    print(error)
