import string

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: string.Template('$a $b').safe_substitute(a=1))
attempt(lambda: string.Template('$').substitute())
attempt(lambda: string.Template('$1').substitute())
attempt(lambda: string.Template('${a').safe_substitute(a=1))
attempt(lambda: string.Template('$a').substitute({'a': 1}))
attempt(lambda: string.Formatter().format('{0} {x}', 1, x=2))
attempt(lambda: string.printable[-5:])
attempt(lambda: string.octdigits)
attempt(lambda: string.ascii_letters[25:27])
