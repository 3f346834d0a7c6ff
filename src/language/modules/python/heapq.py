"""Priority queues in lists: the smallest item first."""


def merge(*iterables, key=None, reverse=False):
    sources = [iter(iterable) for iterable in iterables]
    heads = []
    for order, source in enumerate(sources):
        for value in source:
            heads.append([value if key is None else key(value), order, value])
            break
    while heads:
        best = heads[0]
        for head in heads[1:]:
            if (best[0] < head[0]) if reverse else (head[0] < best[0]):
                best = head
        yield best[2]
        for value in sources[best[1]]:
            best[0], best[2] = value if key is None else key(value), value
            break
        else:
            heads.remove(best)


def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[: max(n, 0)]


def nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[: max(n, 0)]
