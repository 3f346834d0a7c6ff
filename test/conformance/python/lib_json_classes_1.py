# Encoder and decoder classes, files, and the error of a text that is no JSON.
import io
import json
class Encoder(json.JSONEncoder):
    def default(self, value):
        if isinstance(value, set):
            return sorted(value)
        return super().default(value)
print(Encoder().encode({"s": {3, 1, 1}}), json.dumps({1, 2}, cls=Encoder), ''.join(json.JSONEncoder().iterencode([1])))
decoder = json.JSONDecoder(object_pairs_hook=lambda pairs: pairs)
print(decoder.decode('{"a": [1, 2.5, null]}'), decoder.raw_decode("1 rest"))
file = io.StringIO()
json.dump({"x": [1, 2]}, file, indent=1)
file.seek(0)
print(file.getvalue(), json.load(file))
try:
    json.loads('{"a": }')
except json.JSONDecodeError as error:
    print(error, error.pos, error.lineno, error.colno, error.msg)
