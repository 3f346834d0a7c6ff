import statistics as st
data = [2.5, 3.25, 5.5, 11.25, 11.75]
ints = [1, 2, 3, 4, 4, 5]
for f in (st.mean, st.fmean, st.median, st.median_low, st.median_high, st.mode, st.multimode, st.stdev, st.pstdev, st.variance, st.pvariance, st.geometric_mean, st.harmonic_mean, st.median_grouped):
    print(f.__name__, f(data), f(ints), f([1, 2, 3]), f([0.1, 0.2, 0.3]), f([5, 5]))
print(st.quantiles(data), st.quantiles(ints, n=10), st.quantiles(data, n=3, method="inclusive"), st.mean([True, False, True]), st.mean([1, 2, 3, 4]), st.variance([1, 2, 3, 4]), st.variance(data, 6), st.pvariance([1, 2], 1), st.mean([10**20, 10**20 + 1]), st.stdev([1e-10, 2e-10]), st.mode("aabbb"), st.multimode("aabb"), st.fmean([1, 2], [3, 1]), st.harmonic_mean([40, 60], weights=[5, 30]))
x = [1, 2, 3, 4, 5]; y = [2.1, 3.9, 6.2, 7.8, 10.1]
print(st.covariance(x, y), st.correlation(x, y), st.linear_regression(x, y), st.linear_regression(x, y).slope, st.correlation(x, [5, 4, 3, 2, 1]))
n = st.NormalDist(10, 2); print(n, n.mean, n.stdev, n.variance, n.pdf(11), n.cdf(12), n.inv_cdf(0.9), n + 5, n * 2, n + st.NormalDist(1, 1), n.quantiles(4), n.overlap(st.NormalDist(12, 2)), n.zscore(13), st.NormalDist.from_samples([1.5, 2.5, 4]), n == st.NormalDist(10, 2), -n, n.inv_cdf(0.001), n.inv_cdf(0.5), n.samples(3, seed=1))
for f in (lambda: st.mean([]), lambda: st.stdev([1]), lambda: st.median([]), lambda: st.mode([]), lambda: st.quantiles([1]), lambda: st.mean(["a"]), lambda: st.correlation([1], [2]), lambda: st.correlation([1, 1], [2, 3]), lambda: st.harmonic_mean([-1]), lambda: st.NormalDist(0, -1), lambda: n.inv_cdf(1.5), lambda: st.pvariance([]), lambda: st.fmean([]), lambda: st.variance([])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
