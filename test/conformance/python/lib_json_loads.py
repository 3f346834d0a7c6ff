import json
for t in ("null", "true", " [1, 2.5, -3e2, \"a\"] ", '{"a": {"b": [1, {}]}, "c": "\\u00e9\\n\\ud83d\\ude00"}', "1", "-0", "-0.0", "1E5", "123456789012345678901234567890", '"\\/\\b\\f"', "NaN", "[Infinity, -Infinity]", "[]", "{}", '{"a":1,"a":2}', "1e400"):
    print(repr(json.loads(t)))
print(json.loads('{"a": 1.5, "b": 2}', parse_float=str, parse_int=lambda s: int(s) * 10), json.loads('[{"a": 1}]', object_hook=lambda d: sorted(d.items())), json.loads('{"a": 1, "b": 2}', object_pairs_hook=list), json.loads(b'{"k": "\xc3\xa9"}'), json.loads("NaN", parse_constant=lambda s: s), json.JSONDecoder().raw_decode("[1] tail"))
for t in ("", "[", "[1,", "[1,]", "{", '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', "{a:1}", "nul", "tru", "[1 2]", '{"a" 1}', '"abc', '"a\nb"', '"\\q"', '"\\u12"', "1 2", "01", "-", "+1", ".5", "'a'", "[1]]", "{1:2}", "\n\n  x", "[\n1,\n}"):
    try:
        print(json.loads(t))
    except json.JSONDecodeError as e:
        print(repr(t), e, e.pos, e.lineno, e.colno, e.msg)
for v in (None, 5, [1]):
    try:
        json.loads(v)
    except TypeError as e:
        print(e)
data = {"x": [1, 2.5, None, True, "é"], "y": {"z": []}}
print(json.loads(json.dumps(data)) == data, isinstance(json.JSONDecodeError("a", "b", 0), ValueError))
