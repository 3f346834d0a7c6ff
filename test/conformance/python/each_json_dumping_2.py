import json

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: json.dumps({1, 2}))
attempt(lambda: json.dumps(object()))
attempt(lambda: json.dumps({1, 2}, default=sorted))
attempt(lambda: json.dumps([1, 2], separators=(',', ':')))
attempt(lambda: json.dumps(1e100))
attempt(lambda: json.dumps(10**30))
attempt(lambda: json.dumps('\u2028\x00'))
attempt(lambda: json.dumps({'a': {'b': []}}, indent='\t'))
attempt(lambda: json.dumps(b'a'))
attempt(lambda: json.dumps([[]], indent=1))
attempt(lambda: json.dumps(1.0))
