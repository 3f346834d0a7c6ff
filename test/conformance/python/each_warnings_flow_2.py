import warnings
def w(m, c=UserWarning):
    with warnings.catch_warnings(record=True) as got:
        warnings.simplefilter('always')
        warnings.warn(m, c)
    return [(str(g.message), g.category.__name__) for g in got]
def err():
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        warnings.warn('as error', RuntimeWarning)
def ign():
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        return warnings.warn('x')

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: warnings.warn('x', int))
attempt(lambda: warnings.warn('x', 5))
attempt(lambda: warnings.simplefilter('zzz'))
attempt(lambda: issubclass(FutureWarning, Warning))
attempt(lambda: w('f', FutureWarning))
