import statistics as st

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: st.correlation([1, 2, 3], [2, 4, 7]))
attempt(lambda: st.covariance([1, 2, 3], [1, 2, 3]))
attempt(lambda: st.linear_regression([1, 2, 3], [2, 4, 6]))
attempt(lambda: st.mean([]))
attempt(lambda: st.median([]))
attempt(lambda: st.mode([]))
attempt(lambda: st.stdev([1]))
attempt(lambda: st.variance([]))
attempt(lambda: st.mean(['a']))
attempt(lambda: st.quantiles([1]))
attempt(lambda: st.geometric_mean([0]))
attempt(lambda: st.harmonic_mean([-1, 1]))
attempt(lambda: st.NormalDist(0, 1).cdf(0))
attempt(lambda: st.NormalDist(1, 2))
attempt(lambda: st.NormalDist(0, 1).inv_cdf(0.975))
attempt(lambda: st.correlation([1], [1]))
attempt(lambda: st.fmean([1, 2], weights=[3, 1]))
