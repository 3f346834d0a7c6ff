# Regression, grouped medians and the module's error.
import statistics
line = statistics.linear_regression([0, 1, 2, 3], [1, 0.5, 2, 2.5])
print(line, isinstance(line, statistics.LinearRegression), line.slope, line.intercept)
print(statistics.median_grouped([0, 1, 2, 3]), statistics.median_grouped([1, 0.5, 2, 2.5], interval=2))
try:
    statistics.mean([])
except statistics.StatisticsError as error:
    print(error, statistics.StatisticsError.__mro__[1].__name__)
import string
print(string.ascii_lowercase[2:2+5], string.ascii_uppercase[-2-3:])
