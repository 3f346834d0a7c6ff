"""The tower of numeric abstract classes; int, bool and float are registered."""

from abc import ABC


class Number(ABC):
    """All numbers."""


class Complex(Number):
    """Numbers with a real and an imaginary part."""


class Real(Complex):
    """Numbers on a line."""


class Rational(Real):
    """Quotients of ints."""


class Integral(Rational):
    """Whole numbers."""


Real.register(float)
Integral.register(int)
