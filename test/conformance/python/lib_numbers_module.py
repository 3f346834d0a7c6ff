import numbers, keyword
print([isinstance(v, numbers.Number) for v in (1, 1.5, True, "a")], isinstance(1, numbers.Integral), isinstance(1.5, numbers.Real), isinstance(1.5, numbers.Integral), issubclass(int, numbers.Rational), isinstance(True, numbers.Integral))
print(keyword.iskeyword("for"), keyword.iskeyword("fo"), len(keyword.kwlist), keyword.issoftkeyword("match"))
