name, width, value, items = "eps", 12, 1e-05, [1, 2]
print(f"{name:>{width}}|{value:.{3}e}|{name!r:^{width}}|{items[0] + items[1]}|{'a' if items else 'b'}|{{literal}}|{value = }|{name=!s}|{items=}")
print(f"{sum(items):04d}" f"{max(items)}" "plain" f"{(lambda x: x * 2)(3)}", f"{ {'k': 1}['k'] }", f"{items!r:>10}", f"{value:{'>' + str(width)}}", f"{1_000_000:,}", f"{'nested ' + f'{name}'}")
print(f"""multi
{name}
line {width:>5}""")
