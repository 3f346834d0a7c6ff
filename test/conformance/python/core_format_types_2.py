# The same through str.format and format(), for floats that are not numbers too.
inf, nan = float("inf"), float("nan")
print("{:F} {:E} {:G} {:n}".format(inf, -inf, nan, nan))
print("{:>8s}|{:<8s}|{:^8s}|{:~^8s}".format("a", "b", "c", "d"))
print("{:#X} {:#o} {:#b} {:X}".format(255, 8, 5, 10**20))
print(f"{1e6:G} {123456.0:G} {0.00001:G} {1e100:E} {12345678:,} {12345678:_} {255:_X} {1234.5:012,.1f}")
print(f"{-3:=+5} {3:=+5} {'x':c<3} {7:#<5} {7: =5} {True:n} {True:c}" if False else f"{-3:=+5} {3:=+5} {'x':c<3} {7:#<5} {7: =5} {True:n}")
print(f"{100:c}{233:c}", format(10, "n"), format(2.0, "n"), format(1, "F"), format(2, "E"), format("s", "5s") + "|")
print(f"{-12.5:*=10}", f"{12:>+6}", f"{-0.0:z.1f}" if False else "-", f"{5:>{3}}", f"{5!s:>4}", f"{'é'!a:s}")
