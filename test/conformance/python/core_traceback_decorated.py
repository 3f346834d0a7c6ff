def deco(f):
    def wrapper(*args, **kwargs):
        return f(*args, **kwargs)

    return wrapper


@deco
def target(a):
    return a / 0


target(1)
