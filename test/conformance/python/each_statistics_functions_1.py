import statistics as st

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: st.mean([1, 2, 4]))
attempt(lambda: st.mean([1, 2]))
attempt(lambda: st.mean([1.5, 2.5]))
attempt(lambda: st.fmean([1, 2, 4]))
attempt(lambda: st.median([3, 1, 2]))
attempt(lambda: st.median([1, 2, 3, 4]))
attempt(lambda: st.median_low([1, 2]))
attempt(lambda: st.median_high([1, 2]))
attempt(lambda: st.mode('aab'))
attempt(lambda: st.multimode('aabb'))
attempt(lambda: st.stdev([1, 2, 4]))
attempt(lambda: st.pstdev([1, 2, 4]))
attempt(lambda: st.variance([1, 2, 4]))
attempt(lambda: st.pvariance([1.5, 2.5]))
attempt(lambda: st.quantiles([1, 2, 3, 4, 5]))
attempt(lambda: st.quantiles([1, 2, 3], n=2, method='inclusive'))
attempt(lambda: st.geometric_mean([1, 4]))
attempt(lambda: st.harmonic_mean([1, 2]))
