import heapq, bisect
h = [5, 3, 8, 1]; heapq.heapify(h); l = [1, 3, 3, 5]

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: h)
attempt(lambda: heapq.heappop(h))
attempt(lambda: heapq.heappush(h, 0))
attempt(lambda: h)
attempt(lambda: heapq.heappushpop(h, 9))
attempt(lambda: heapq.heapreplace(h, 2))
attempt(lambda: heapq.nlargest(2, [1, 5, 3]))
attempt(lambda: heapq.nsmallest(2, [4, 1, 3], key=lambda v: -v))
attempt(lambda: list(heapq.merge([1, 4], [2, 3])))
attempt(lambda: heapq.heappop([]))
attempt(lambda: bisect.bisect(l, 3))
attempt(lambda: bisect.bisect_left(l, 3))
attempt(lambda: bisect.insort(l, 2))
attempt(lambda: l)
attempt(lambda: bisect.bisect([1, 5], 3, key=lambda v: v * 2))
attempt(lambda: bisect.bisect(l, 3, 10))
attempt(lambda: heapq.nlargest(0, [1]))
attempt(lambda: heapq.heapify((1,)))
attempt(lambda: heapq.heappush([1], 'a'))
attempt(lambda: bisect.bisect_left([], 1))
attempt(lambda: bisect.bisect(l, 'a'))
attempt(lambda: bisect.bisect(l, 2, -1))
