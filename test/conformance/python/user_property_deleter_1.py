# Properties that delete, and errors that keep a traceback.
class Box:
    def __init__(self):
        self._value = 1
    @property
    def value(self):
        return self._value
    @value.setter
    def value(self, new):
        self._value = new
    @value.deleter
    def value(self):
        print("deleted", self._value)
        self._value = None
b = Box()
b.value = 5
del b.value
print(b.value)
try:
    1 / 0
except Exception as error:
    kept = error
again = ValueError('again').with_traceback(kept.__traceback__)
print(again.__traceback__ is not None, kept.with_traceback(None) is kept, kept.__traceback__)
try:
    again.with_traceback(5)
except TypeError as error:
    print(error)
