"""Averages and spreads. Sums are exact: fractions of ints, rounded once."""

import math

_half = 0.5


class StatisticsError(ValueError):
    pass


def _ratio(x):
    """A number as numerator and denominator, exactly."""
    if isinstance(x, (int, float)):
        if isinstance(x, float) and (x != x or x in (math.inf, -math.inf)):
            return None
        return (x, 1) if isinstance(x, int) else x.as_integer_ratio()
    raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator")


def _exact_sum(values):
    """The exact sum of numbers as (numerator, denominator), whether all are ints, and the special value if any."""
    numerator, denominator, ints, special = 0, 1, True, None
    for x in values:
        if not isinstance(x, int):
            ints = False
        ratio = _ratio(x)
        if ratio is None:
            special = x if special is None else special + x
            continue
        n, d = ratio
        if d == denominator:
            numerator += n
        else:
            common = math.gcd(d, denominator)
            numerator = numerator * (d // common) + n * (denominator // common)
            denominator = denominator // common * d
    return numerator, denominator, ints, special


def _quotient(numerator, denominator, ints):
    if ints and numerator % denominator == 0:
        return numerator // denominator
    return numerator / denominator


def mean(data):
    values = list(data)
    if not values:
        raise StatisticsError("mean requires at least one data point")
    n, d, ints, special = _exact_sum(values)
    if special is not None:
        return special
    return _quotient(n, d * len(values), ints)


def fmean(data, weights=None):
    values = [float(x) for x in data]
    if weights is None:
        if not values:
            raise StatisticsError("fmean requires at least one data point")
        return math.fsum(values) / len(values)
    factors = [float(w) for w in weights]
    if len(factors) != len(values):
        raise StatisticsError("data and weights must be the same length")
    total = math.fsum(factors)
    if not total:
        raise StatisticsError("sum of weights must be non-zero")
    return math.sumprod(values, factors) / total


def geometric_mean(data):
    values = [float(x) for x in data]
    if not values:
        raise StatisticsError("Must have a non-empty dataset")
    if any(x < 0 for x in values):
        raise StatisticsError("No negative inputs allowed")
    if 0.0 in values:
        return 0.0
    return math.exp(math.fsum(math.log(x) for x in values) / len(values))


def harmonic_mean(data, weights=None):
    values = list(data)
    if not values:
        raise StatisticsError("harmonic_mean requires at least one data point")
    if any(x < 0 for x in values):
        raise StatisticsError("harmonic mean does not support negative values")
    factors = [1] * len(values) if weights is None else list(weights)
    if any(x == 0 for x in values):
        return 0
    return sum(factors) / math.fsum(w / x for w, x in zip(factors, values))


def median(data):
    values = sorted(data)
    n = len(values)
    if n == 0:
        raise StatisticsError("no median for empty data")
    if n % 2 == 1:
        return values[n // 2]
    return (values[n // 2 - 1] + values[n // 2]) / 2


def median_low(data):
    values = sorted(data)
    if not values:
        raise StatisticsError("no median for empty data")
    return values[(len(values) - 1) // 2]


def median_high(data):
    values = sorted(data)
    if not values:
        raise StatisticsError("no median for empty data")
    return values[len(values) // 2]


def _counts(data):
    counts = {}
    for x in data:
        counts[x] = counts.get(x, 0) + 1
    return counts


def mode(data):
    counts = _counts(data)
    if not counts:
        raise StatisticsError("no mode for empty data")
    return max(counts, key=counts.get)


def multimode(data):
    counts = _counts(data)
    most = max(counts.values(), default=0)
    return [x for x, count in counts.items() if count == most]


def quantiles(data, *, n=4, method="exclusive"):
    if n < 1:
        raise StatisticsError("n must be at least 1")
    values = sorted(data)
    size = len(values)
    if size < 2:
        raise StatisticsError("must have at least two data points")
    result = []
    if method == "inclusive":
        m = size - 1
        for i in range(1, n):
            j, delta = divmod(i * m, n)
            result.append((values[j] * (n - delta) + values[j + 1] * delta) / n)
        return result
    if method == "exclusive":
        m = size + 1
        for i in range(1, n):
            j = i * m // n
            j = 1 if j < 1 else size - 1 if j > size - 1 else j
            delta = i * m - j * n
            result.append((values[j - 1] * (n - delta) + values[j] * delta) / n)
        return result
    raise ValueError(f"Unknown method: {method!r}")


def _squares(values, center):
    """The exact sum of squared deviations from the mean (or a given center), as numerator and denominator."""
    n, d, ints, special = _exact_sum(values)
    if special is not None:
        return None, 1, False
    count = len(values)
    if center is None:
        cn, cd = n, d * count
    else:
        cn, cd = _ratio(center)
    deviations = []
    for x in values:
        xn, xd = _ratio(x)
        deviations.append((xn * cd - cn * xd, xd * cd))
    numerator, denominator = 0, 1
    for a, b in deviations:
        a, b = a * a, b * b
        common = math.gcd(b, denominator)
        numerator = numerator * (b // common) + a * (denominator // common)
        denominator = denominator // common * b
    return numerator, denominator, ints


def _variance(data, center, lost, least, name):
    values = list(data)
    if len(values) < least:
        words = "one data point" if least == 1 else "two data points"
        raise StatisticsError(f"{name} requires at least {words}")
    numerator, denominator, ints = _squares(values, center)
    if numerator is None:
        return math.nan, None, False
    return numerator, denominator * (len(values) - lost), ints


def variance(data, xbar=None):
    n, d, ints = _variance(data, xbar, 1, 2, "variance")
    return n if d is None else _quotient(n, d, ints)


def pvariance(data, mu=None):
    n, d, ints = _variance(data, mu, 0, 1, "pvariance")
    return n if d is None else _quotient(n, d, ints)


def _root(numerator, denominator):
    """The square root of a fraction, correctly rounded."""
    if numerator == 0:
        return 0.0
    q = (numerator.bit_length() - denominator.bit_length() - 109) // 2
    if q >= 0:
        scaled = math.isqrt(numerator // (denominator << 2 * q))
        scaled |= int(scaled * scaled * (denominator << 2 * q) != numerator)
        return float(scaled << q)
    scaled = math.isqrt((numerator << -2 * q) // denominator)
    scaled |= int(scaled * scaled * denominator != (numerator << -2 * q))
    return scaled / (1 << -q)


def stdev(data, xbar=None):
    n, d, _ = _variance(data, xbar, 1, 2, "stdev")
    return n if d is None else _root(n, d)


def pstdev(data, mu=None):
    n, d, _ = _variance(data, mu, 0, 1, "pstdev")
    return n if d is None else _root(n, d)


def covariance(x, y, /):
    n = len(x)
    if len(y) != n:
        raise StatisticsError("covariance requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("covariance requires at least two data points")
    xbar, ybar = math.fsum(x) / n, math.fsum(y) / n
    return math.sumprod([a - xbar for a in x], [b - ybar for b in y]) / (n - 1)


def correlation(x, y, /, *, method="linear"):
    n = len(x)
    if len(y) != n:
        raise StatisticsError("correlation requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("correlation requires at least two data points")
    if method != "linear":
        raise ValueError(f"Unknown method: {method!r}")
    xbar, ybar = math.fsum(x) / n, math.fsum(y) / n
    dx, dy = [a - xbar for a in x], [b - ybar for b in y]
    product = math.sumprod(dx, dx) * math.sumprod(dy, dy)
    if not product:
        raise StatisticsError("at least one of the inputs is constant")
    return math.sumprod(dx, dy) / math.sqrt(product)
