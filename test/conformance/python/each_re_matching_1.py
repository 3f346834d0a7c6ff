import re

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: re.match(r'(\w+) (\w+)', 'ab cd ef').groups())
attempt(lambda: re.search(r'\d+', 'ab12').group())
attempt(lambda: re.match('x', 'y'))
attempt(lambda: re.findall(r'(\w)(\d)', 'a1b2'))
attempt(lambda: re.findall(r'\w+', 'a b'))
attempt(lambda: re.sub(r'(a)(b)', r'\2\1', 'abab'))
attempt(lambda: re.sub('a', lambda m: m.group().upper(), 'banana', count=2))
attempt(lambda: re.subn('a', 'x', 'banana'))
attempt(lambda: re.split(r'[,)
attempt(lambda: ]', 'a,b)
attempt(lambda: c'))
attempt(lambda: re.split(r'(,)', 'a,b'))
attempt(lambda: re.fullmatch('a+', 'aaa').span())
attempt(lambda: re.match(r'(?P<k>\w+)=(?P<v>\d+)', 'lr=3').groupdict())
attempt(lambda: re.compile('a.c', re.S | re.I).flags)
attempt(lambda: re.search('(?i)ABC', 'xabc').start())
attempt(lambda: [m.span() for m in re.finditer('a', 'banana')])
attempt(lambda: re.escape('a.b*c'))
attempt(lambda: re.match('(a)|b', 'b').groups())
attempt(lambda: re.match('(a)?', '')[1])
