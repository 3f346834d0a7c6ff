x, y, name, width, prec = 3.14159, 42, "bob", 10, 3
print(f"{x:.2f} {y:05d} {name!r:>8} {x:{width}.{prec}f}| {y:{'>'}{8}} {y=} {x=:.1f} {name = !s} {{}} {y + 1 = }")
print(f"{'a' + 'b'}", f"{[i * 2 for i in range(3)]}", f"{ {'k': 1}['k'] }", f"{(lambda v: v * 2)(4)}", f"{y if y > 3 else 0}", f'{"nested"}', f"{name!a}", f"{x!r:>{width}}")
print(f"{1_000_000:,}", f"{255:#x} {255:#b}", f"{0.1:.20f}", f"{1e10:g}", f"line\n{y}", rf"\n{y}", f"{y:>{width}}" f"{name}")
