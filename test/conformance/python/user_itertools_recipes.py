from itertools import accumulate, chain, combinations, combinations_with_replacement, compress, count, cycle, dropwhile, filterfalse, groupby, islice, pairwise, permutations, product, repeat, starmap, takewhile, tee, zip_longest
print(list(accumulate([1, 2, 3], initial=0)), list(accumulate([3, 1, 2], max)), list(chain("ab", [1])), list(chain.from_iterable(["ab", "c"])), list(combinations("abc", 2)), list(combinations_with_replacement("ab", 2)))
print(list(compress("abcd", [1, 0, 1])), list(dropwhile(lambda x: x < 3, [1, 3, 2])), list(filterfalse(None, [0, 1, ""])), [(k, list(g)) for k, g in groupby("aabbca")], list(islice(count(5, 2), 3)), list(islice("abcdef", 1, None, 2)))
print(list(pairwise("abc")), list(permutations([1, 2, 3], 2)), list(product("ab", repeat=2)), list(repeat(7, 2)), list(starmap(pow, [(2, 3), (3, 2)])), list(takewhile(lambda x: x < 3, [1, 2, 5, 1])), list(zip_longest("abc", [1], fillvalue=None)))
a, b = tee(iter([1, 2, 3])); print(next(a), list(b), list(a)); c = cycle("xy"); print([next(c) for _ in range(5)], repeat(1, 3), count(2), count(1, 0.5))
for t in [lambda: list(islice([1], -1)), lambda: list(islice([1], 0, -2)), lambda: list(islice([1], 0, 2, 0)), lambda: list(combinations([1], -1)), lambda: list(product([1], repeat=-1)), lambda: list(permutations([1], "a")), lambda: repeat(), lambda: list(chain(1)), lambda: list(zip_longest([1], foo=2)), lambda: accumulate(5), lambda: list(starmap(pow, [1])), lambda: count("a")]:
    try:
        print(t())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
