import warnings
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    warnings.warn("one"); warnings.warn("two", DeprecationWarning); warnings.warn(RuntimeWarning("three"))
    print(len(log), [(str(w.message), w.category.__name__) for w in log])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        warnings.warn("boom", FutureWarning)
    except FutureWarning as e:
        print("raised", e)
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("ignore"); warnings.warn("hidden")
    print(len(log))
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("default")
    for i in range(3):
        warnings.warn("same place")
    print(len(log))
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always"); warnings.filterwarnings("ignore", message="skip.*"); warnings.filterwarnings("error", category=ResourceWarning)
    warnings.warn("skip this"); warnings.warn("keep this")
    try:
        warnings.warn("res", ResourceWarning)
    except ResourceWarning as e:
        print("err", e)
    print([str(w.message) for w in log], log[0].lineno > 0)
for f in (lambda: warnings.warn("a", int)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__)
