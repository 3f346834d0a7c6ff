print(sorted([3, 1, 2]), sorted([3, 1, 2], reverse=True), sorted("hello"), sorted([2.5, 1, True, 0]), sorted([(1, "b"), (1, "a"), (0, "z")]), sorted({"b": 1, "a": 2}), sorted([[2], [1, 5], [1]]))
words = ["banana", "Apple", "cherry", "apple"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=len, reverse=True), sorted(words, key=lambda w: (len(w), w)))
data = [(i % 3, i) for i in range(12)]; print(sorted(data, key=lambda p: p[0]), sorted(data, key=lambda p: p[0], reverse=True))
a = [5, 3, 9]; print(a.sort(), a); a.sort(reverse=True); print(a); a.sort(key=lambda x: -x, reverse=True); print(a)
print(sorted([float("inf"), 1, float("-inf"), 10**30, 0.5]), sorted([]), sorted([1]), sorted([2**70, 2**69, 1]), sorted(["é", "e", "z", "\U0001f600", "\uffff"]))
import random
random.seed(1); r = [random.randint(0, 1000) for _ in range(300)]; s = sorted(r); print(s[:10], s == sorted(s), sorted(r, key=lambda v: v % 10)[:20], sorted(map(str, r))[:8])
