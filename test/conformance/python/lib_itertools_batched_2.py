# Batches, where there are any (3.12).
import itertools
try:
    batched = itertools.batched
except AttributeError:
    def batched(values, n):
        if n < 1:
            raise ValueError("n must be at least one")
        values = iter(values)
        while part := tuple(itertools.islice(values, n)):
            yield part
print(list(batched("abcdefg", 3)), list(batched([], 3)), [sum(part) for part in batched(range(10), 4)])
try:
    list(batched([1], 0))
except ValueError as error:
    print(error)
