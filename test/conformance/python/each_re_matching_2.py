import re

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: re.compile('('))
attempt(lambda: re.compile('['))
attempt(lambda: re.compile('*a'))
attempt(lambda: re.compile('a**'))
attempt(lambda: re.compile('(?P<1>a)'))
attempt(lambda: re.sub('a', '\\9', 'a'))
attempt(lambda: re.match('(a)', 'a').group(2))
attempt(lambda: re.match('(?P<n>a)', 'a').group('zz'))
attempt(lambda: re.match(5, 'a'))
attempt(lambda: re.match('a', 5))
attempt(lambda: re.split('', 'abc'))
attempt(lambda: re.findall('', 'ab'))
attempt(lambda: re.sub('', '-', 'ab'))
attempt(lambda: re.match(r'^\s*$', '  ') is not None)
attempt(lambda: re.search(r'(?<=a)b', 'ab').span())
attempt(lambda: re.search(r'a(?!b)', 'abac').start())
attempt(lambda: re.compile('a').pattern)
attempt(lambda: repr(re.compile('a', re.I)))
attempt(lambda: repr(re.match('a', 'abc')))
