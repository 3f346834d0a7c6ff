x, name, pi = 42, "world", 3.14159
print(f"{x} {name!r} {pi:.2f} {x:>6} {x:<6}| {x:^6}| {x:06d} {x:+d} {x:x} {x:#x} {x:b} {x:#o} {x:e} {x:,}")
print(f"{x=} {name=} {pi=:.3f} {x + 1 = } {name!s:>8} {name!a}")
width, prec = 10, 3
print(f"{pi:{width}.{prec}f}|{name:{'*'}^{width}}|{x:{'>' + str(width)}}")
print(f"{{literal}} {{{x}}} {'nested ' + f'{x + 1}'} {f'{name!r}'}")
print(f"{'a' if x > 3 else 'b'} {[i for i in range(3)]} {({'k': 1})['k']} {(lambda: 5)()}")
print(f'{name["0":] if False else name[0]} {"double" + 'single'} {x!r:>5}')
print(f"line one {x} "
      f"line two {name}" " plain " f"{pi:.1f}")
print(f"""multi
{x}
  {name}""")
print(f"{x:{width}}" == format(x, "10"), f"{'':5}|", f"{None} {True} {[]} {1.0} {1e20} {(1,)}")
print(rf"\n {x} \t", f"\n{x}\t|".strip(), f"\u00e9 {x} \x41")
print(f"{x:%}" , f"{0.256:.1%} {1234567.891:,.2f} {1234567:_d} {255:#010b} {-5:=+6d} {3:03}")
print(f"{x!r}{x!s}{name!a}", f"{'a\nb'!r}", f"{x,}", f"{x, 1}", f"{*[1, 2],}")
print(f"{(y := 5)} {y}", f"{lambda_ if (lambda_ := 3) else 0}")
class F:
    def __format__(self, spec):
        return f"[{spec}]"
    def __repr__(self):
        return "F()"
print(f"{F()} {F():abc} {F()!r} {F()!r:>5} {F():{x}-{name}} {F():%Y-%m-%d}")
print(f"{x:}{x!s:}", f"{'a' 'b'}", f"{ x }", f"{x :d}", f"{x!r :>4}")
print("a" "b" 'c', "it's" 'say "hi"', r"raw\n", b"bytes" b"more", u"unicode", "tab\tend", "\\", "\'\"", "\101\x42\u0043\U00000044")
print("cont\
inued", """triple "quoted" string""", '''a
b''', "nul\0char".encode(), len("\r\n"), "\a\b\f\v".encode())
print(f"{'{'}{'}'}", f"{x}{{}}", f"{{{{", f"{ {1: 2}[1] }", f"{x}}}")
def g(v): return f"<{v}>"
print(f"{g(f'{g(f"{x}")}')}")
print(f"{x:{f'{width}'}}|", f"{pi:{width}.{prec}}|", f"{pi:{'.' + '2f'}}")
for bad in (lambda: f"{x:z}", lambda: f"{name:d}", lambda: f"{[]:5}", lambda: f"{undefined}", lambda: f"{x:{name}}", lambda: f"{1/0}"):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
