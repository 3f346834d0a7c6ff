def gen(n):
    for i in range(n):
        yield 10 // (2 - i)


def consume():
    return sum(gen(5))


consume()
