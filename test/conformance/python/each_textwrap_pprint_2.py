import textwrap, pprint

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: pprint.pformat(list(range(40)), width=30))
attempt(lambda: pprint.pformat({'k': 'v' * 10}, width=10))
attempt(lambda: pprint.pformat((1,)))
attempt(lambda: pprint.pformat([]))
attempt(lambda: pprint.pformat({'a': {'b': {'c': 1}}}, depth=2))
attempt(lambda: pprint.pformat('a' * 30, width=15))
attempt(lambda: textwrap.wrap(''))
attempt(lambda: textwrap.wrap('a-b-c d', 3))
