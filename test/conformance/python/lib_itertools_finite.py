from itertools import accumulate, chain, compress, dropwhile, takewhile, filterfalse, starmap, pairwise, zip_longest, islice, groupby, tee
import operator
print(list(accumulate([1, 2, 3, 4])), list(accumulate([3, 1, 2], max)), list(accumulate([1, 2, 3], operator.mul, initial=10)), list(accumulate([])), list(accumulate([], initial=5)), list(chain("ab", [1], ())), list(chain.from_iterable(["ab", [1]])), list(compress("abcd", [1, 0, 1])), list(dropwhile(lambda x: x < 3, [1, 4, 2])), list(takewhile(lambda x: x < 3, [1, 4, 2])), list(filterfalse(lambda x: x % 2, range(6))), list(filterfalse(None, [0, 1, ""])), list(starmap(pow, [(2, 3), (3, 2)])), list(pairwise("abcd")), list(pairwise([1])), list(zip_longest("abc", [1], fillvalue="-")), list(zip_longest()), list(islice(range(10), 2, 8, 3)), list(islice("abcdef", 3)), list(islice("abcdef", 2, None)), list(islice([1, 2], 0)), list(islice(range(5), None)))
print([(k, list(g)) for k, g in groupby("aaabbc")], [(k, list(g)) for k, g in groupby([1, 3, 2, 4, 5], lambda x: x % 2)], [k for k, g in groupby([1, 1, 2])], [list(t) for t in tee([1, 2, 3], 3)], tee([], 0))
a, b = tee(iter(range(5))); print(next(a), next(a), list(b), list(a)); it = iter(range(10)); print(list(islice(it, 2)), list(islice(it, 1, 4)), list(it))
g = groupby("aab"); k1, g1 = next(g); k2, g2 = next(g); print(k1, list(g1), k2, list(g2))
for f in (lambda: list(islice([1], -1)), lambda: list(islice([1], 1, 2, 0)), lambda: islice(), lambda: list(chain(5)), lambda: accumulate(5), lambda: list(starmap(pow, [1])), lambda: groupby(), lambda: list(takewhile(5, [1])), lambda: list(islice([1], "a")), lambda: tee([1], -1), lambda: zip_longest(1), lambda: compress([1])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
