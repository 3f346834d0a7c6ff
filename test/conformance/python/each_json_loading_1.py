import json

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: json.loads('[1, 2.5, null, true, "a\\u00e9"]'))
attempt(lambda: json.loads('{"a": {"b": []}}'))
attempt(lambda: json.loads(' 5 '))
attempt(lambda: json.loads(''))
attempt(lambda: json.loads('{'))
attempt(lambda: json.loads('[1,]'))
attempt(lambda: json.loads('{"a" 1}'))
attempt(lambda: json.loads('{a: 1}'))
attempt(lambda: json.loads('nul'))
attempt(lambda: json.loads('[1] x'))
attempt(lambda: json.loads('"abc'))
attempt(lambda: json.loads('"\\q"'))
attempt(lambda: json.loads('01'))
attempt(lambda: json.loads('-'))
attempt(lambda: json.loads('NaN') != 0)
