# Every conversion of a text before a percent sign, with flags, widths and precisions.
print("%d %i %u %o %x %X" % (-7, -7, -7, -7, -7, -7))
print("%e %E %f %F %g %G" % (0.00001, 0.00001, 0.00001, 0.00001, 0.00001, 0.00001))
print("%+i|% u|%-6X|%06X|%#X|%.3E|%8.2F|%#.3G|%-10g|" % (-7, -7, -7, -7, -7, 0.00001, 0.00001, 0.00001, 0.00001))
print("%c%c %r %s %a %%" % ("x", 65, "it's", 0.00001, "é"), "%(a)i %(b)G" % {"a": -7, "b": 0.00001}, "%*.*F" % (9, 2, 0.00001))
for form in ("%i", "%u", "%X", "%E", "%F", "%g", "%G"):
    try:
        print(form % "text")
    except TypeError as error:
        print(error)
