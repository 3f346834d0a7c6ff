class P:
    @property
    def value(self):
        return self._value * 2


P().value
