# removeprefix and removesuffix of texts and bytes.
for text in ("layer.weight", "weight", "", "weight.weight"):
    print(repr(text.removesuffix("weight")), repr(text.removeprefix("weight")), repr(text.removesuffix("")))
print(b"a.py".removesuffix(b".py"), b"a.py".removeprefix(b"a"))
try:
    "a".removesuffix(1)
except TypeError as error:
    print(error)
