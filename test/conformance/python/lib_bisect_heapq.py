import bisect, heapq
a = [1, 3, 3, 5, 8]
print([bisect.bisect_left(a, x) for x in (0, 3, 4, 9)], [bisect.bisect_right(a, x) for x in (0, 3, 4, 9)], bisect.bisect(a, 3, 1, 2), bisect.bisect_left(["a", "bb", "ccc"], 2, key=len)); bisect.insort(a, 4); bisect.insort_left(a, 3); print(a)
h = []
for x in (5, 1, 8, 3, 9, 2, 7):
    heapq.heappush(h, x)
print(h, heapq.heappop(h), h, heapq.heappushpop(h, 0), heapq.heapreplace(h, 10), h); b = [9, 4, 7, 1, 8, 2]; heapq.heapify(b); print(b, [heapq.heappop(b) for _ in range(6)], heapq.nsmallest(3, [5, 2, 9, 1]), heapq.nlargest(2, [5, 2, 9, 1]), heapq.nlargest(2, ["aa", "b", "cccc"], key=len), list(heapq.merge([1, 4], [2, 3], [0, 9])), list(heapq.merge([4, 1], [3, 2], reverse=True)), list(heapq.merge(["b", "dd"], ["a", "ccc"], key=len)))
q = []; heapq.heappush(q, (2, "b")); heapq.heappush(q, (1, "z")); heapq.heappush(q, (1, "a")); print([heapq.heappop(q) for _ in range(3)])
for f in (lambda: heapq.heappop([]), lambda: bisect.bisect(a, "x"), lambda: bisect.bisect(a, 1, -1), lambda: heapq.heapify(5), lambda: heapq.heapify([1, "a"])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
