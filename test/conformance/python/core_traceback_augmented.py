total = {"n": 1}


def f(t):
    t["n"] += "a"


f(total)
