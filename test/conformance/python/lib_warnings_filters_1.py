# Filters, recorded warnings and how they are shown.
import warnings
with warnings.catch_warnings(record=True) as log:
    warnings.resetwarnings()
    warnings.filterwarnings("always", category=UserWarning)
    warnings.filterwarnings("error", "fatal.*")
    warnings.warn("first 1")
    warnings.warn_explicit("second", UserWarning, "file.py", 10)
    try:
        warnings.warn("fatal 1")
    except UserWarning as error:
        print("raised", error)
    print(len(warnings.filters) > 0, [str(w.message) for w in log if isinstance(w, warnings.WarningMessage)])
print(warnings.formatwarning("text", UserWarning, "file.py", 1, "source line"))
print(callable(warnings.showwarning))
if hasattr(warnings, "deprecated"):
    pass
