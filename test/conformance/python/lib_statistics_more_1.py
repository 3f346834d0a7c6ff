# Regression, grouped medians and the module's error.
import statistics
line = statistics.linear_regression([1, 2, 3, 4], [2, 4.5, 6, 8])
print(line, isinstance(line, statistics.LinearRegression), line.slope, line.intercept)
print(statistics.median_grouped([1, 2, 3, 4]), statistics.median_grouped([2, 4.5, 6, 8], interval=1))
try:
    statistics.mean([])
except statistics.StatisticsError as error:
    print(error, statistics.StatisticsError.__mro__[1].__name__)
import string
print(string.ascii_lowercase[1:1+5], string.ascii_uppercase[-1-3:])
