"""Figures for notebooks about normalization, on real PyTorch.

The notebooks of this project run here unchanged: the same calls, the same figures (as data, of the mime type
`application/vnd.lnnb.figure+json`), the same values to assert on. Put the folder that holds this package on the Python
path. In Jupyter a figure is shown as that mime type and as text; elsewhere its text form is printed.

Needs torch and numpy.
"""

from . import nn
from .checks import check_gradients, compare, gradient_terms
from .display import Figure, capture
from .distributions import distribution, heatmap
from .interaction import interact
from .plots import bars, lines, quiz, scatter, sweep, table
from .tracing import trace
from .worked import steps

__all__ = [
    "Figure",
    "bars",
    "capture",
    "check_gradients",
    "compare",
    "distribution",
    "gradient_terms",
    "heatmap",
    "interact",
    "lines",
    "nn",
    "quiz",
    "scatter",
    "steps",
    "sweep",
    "table",
    "trace",
]
