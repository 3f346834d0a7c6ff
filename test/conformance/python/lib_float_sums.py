values = [0.1 * i for i in range(30)]
print(max(values), min(values), sorted(values, reverse=True)[:3])
print(sum([1, 2, 3]), sum([1, 2], 10), sum([[1], [2]], []), sum((1, 2.5)), sum([True, 2]), sum(range(101)), sum([10**20, -10**20, 1]), sum([], 0.5))
for args in ((["a", "b"], ""), (["a"],), ([b"a"], b""), (5,), ([1], [2])):
    try:
        print(sum(*args))
    except Exception as e:
        print(type(e).__name__, e)
