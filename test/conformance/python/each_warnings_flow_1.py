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


attempt(lambda: w('hello'))
attempt(lambda: w('old', DeprecationWarning))
attempt(lambda: err())
attempt(lambda: ign())
attempt(lambda: w(UserWarning('obj')))
