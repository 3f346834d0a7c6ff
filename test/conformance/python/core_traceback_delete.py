def f():
    x = {}
    del x["a"]


f()
