import json

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: json.loads('-Infinity'))
attempt(lambda: json.loads('1e400'))
attempt(lambda: json.loads('1E5'))
attempt(lambda: json.loads('"\n"'))
attempt(lambda: json.loads(5))
attempt(lambda: json.loads(b'[1]'))
attempt(lambda: json.loads('{"a": 1, "a": 2}'))
attempt(lambda: json.loads('[1.5]', parse_float=str))
attempt(lambda: json.loads('{"a": 1}', object_hook=lambda d: list(d)))
attempt(lambda: json.loads('{"a": 1}', object_pairs_hook=list))
attempt(lambda: json.loads('"\\ud83d\\ude00"'))
attempt(lambda: json.loads('12345678901234567890'))
attempt(lambda: json.loads('{"a": 1,}'))
attempt(lambda: json.loads('[1 2]'))
