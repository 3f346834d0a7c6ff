from itertools import product, permutations, combinations, combinations_with_replacement
print(list(product("ab", [1, 2])), list(product([0, 1], repeat=3)), list(product()), list(product([], [1])), list(product("ab", repeat=0)))
print(list(permutations("abc")), list(permutations([1, 2, 3], 2)), list(permutations([1], 2)), list(permutations([], 0)), len(list(permutations(range(6)))))
print(list(combinations("abcd", 2)), list(combinations([1, 2, 3], 0)), list(combinations([1], 2)), list(combinations(range(4), 3)), list(combinations_with_replacement("abc", 2)), list(combinations_with_replacement([], 0)), list(combinations_with_replacement([1], 3)))
for f in (lambda: product(5), lambda: product([1], repeat=-1), lambda: permutations([1], -1), lambda: combinations([1]), lambda: combinations([1], "a"), lambda: combinations([1], -1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
