import time
for seconds in (0, 1, 86399, 951782400, 1e9, 4102444800, -1):
    t = time.gmtime(seconds)
    print(t, t.tm_year, t[:3], t == tuple(t), time.strftime("%Y-%m-%d %H:%M:%S %a %A %b %B %j %U %W %w %u %G-%V %y %I%p %%", t))
for text, form in (
    ("2020-01-02", "%Y-%m-%d"), ("30 Nov 00", "%d %b %y"), ("30 November 1999 11:22:33 PM", "%d %B %Y %I:%M:%S %p"),
    ("12:34", "%H:%M"), ("12:34 AM", "%I:%M %p"), ("2020 060", "%Y %j"), ("2020 5 1", "%Y %U %w"), ("2020 5 1", "%Y %W %w"),
    ("68", "%y"), ("69", "%y"), ("01/02/20", "%x"), ("Thu Jan  1 00:00:00 1970", "%c"), ("10%", "%d%%"),
    ("x", "%Y"), ("2020 x", "%Y"), ("2020-13-01", "%Y-%m-%d"), ("2020-02-30", "%Y-%m-%d"), ("2020", "%Q"), ("2019-02-29", "%Y-%m-%d"),
):
    try:
        print(time.strptime(text, form))
    except ValueError as e:
        print(e)
made = time.struct_time((2020, 1, 2, 3, 4, 5, 3, 2, 0))
print(made, made.tm_min, made.tm_zone, time.asctime(made), isinstance(made, tuple), hash(made) == hash(tuple(made)))
for bad in ((1, 2), range(12), 3):
    try:
        time.struct_time(bad)
    except TypeError as e:
        print(e)
