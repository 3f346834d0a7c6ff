import textwrap, pprint

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: textwrap.wrap('the quick brown fox jumps', 10))
attempt(lambda: textwrap.fill('aa bb cc', 5))
attempt(lambda: textwrap.dedent('  a\n    b\n'))
attempt(lambda: textwrap.indent('a\nb', '> '))
attempt(lambda: textwrap.shorten('hello wide world', 12))
attempt(lambda: textwrap.wrap('longwordhere x', 5))
attempt(lambda: textwrap.wrap('a b', 0))
attempt(lambda: textwrap.fill('x y z', 3, initial_indent='* '))
attempt(lambda: pprint.pformat({'b': 1, 'a': [1, 2]}))
