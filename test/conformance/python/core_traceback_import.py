import itertools
from itertools import chian
