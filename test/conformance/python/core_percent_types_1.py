# Every conversion of a text before a percent sign, with flags, widths and precisions.
print("%d %i %u %o %x %X" % (255, 255, 255, 255, 255, 255))
print("%e %E %f %F %g %G" % (1234.5, 1234.5, 1234.5, 1234.5, 1234.5, 1234.5))
print("%+i|% u|%-6X|%06X|%#X|%.3E|%8.2F|%#.3G|%-10g|" % (255, 255, 255, 255, 255, 1234.5, 1234.5, 1234.5, 1234.5))
print("%c%c %r %s %a %%" % ("x", 65, "it's", 1234.5, "é"), "%(a)i %(b)G" % {"a": 255, "b": 1234.5}, "%*.*F" % (9, 1, 1234.5))
for form in ("%i", "%u", "%X", "%E", "%F", "%g", "%G"):
    try:
        print(form % "text")
    except TypeError as error:
        print(error)
