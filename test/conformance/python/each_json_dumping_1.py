import json

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: json.dumps({'a': [1, 2.5, None, True, 'é"']}))
attempt(lambda: json.dumps([1, 2], indent=2))
attempt(lambda: json.dumps({}, indent=2))
attempt(lambda: json.dumps({'b': 1, 'a': 2}, sort_keys=True))
attempt(lambda: json.dumps('é', ensure_ascii=False))
attempt(lambda: json.dumps((1, 2)))
attempt(lambda: json.dumps({1: 2, None: 3, True: 4, 1.5: 5}))
attempt(lambda: json.dumps(float('nan')))
attempt(lambda: json.dumps(float('inf')))
attempt(lambda: json.dumps(float('nan'), allow_nan=False))
attempt(lambda: json.dumps({(1, 2): 3}))
attempt(lambda: json.dumps({(1, 2): 3}, skipkeys=True))
