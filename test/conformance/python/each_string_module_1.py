import string

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: string.ascii_lowercase)
attempt(lambda: string.digits)
attempt(lambda: string.punctuation)
attempt(lambda: string.whitespace)
attempt(lambda: string.hexdigits)
attempt(lambda: string.capwords('a bC  d'))
attempt(lambda: string.capwords('a-b', '-'))
attempt(lambda: string.Template('$a ${b} $$').substitute(a=1, b=2))
attempt(lambda: string.Template('$a').substitute())
