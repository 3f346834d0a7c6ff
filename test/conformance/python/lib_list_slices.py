def fresh():
    return list(range(10))
a = fresh(); print(a[2:5], a[:3], a[7:], a[::2], a[::-1], a[8:2:-2], a[-3:], a[:-8], a[5:2], a[100:], a[-100:2], a[:], a[3:4:-1])
a = fresh(); a[2:5] = ["x"]; print(a); a[1:1] = [9, 9]; print(a); a[:] = []; print(a)
a = fresh(); a[::2] = "abcde"; print(a); a[::-1] = range(10); print(a); a[5:2] = ["ins"]; print(a)
a = fresh(); del a[2:5]; print(a); del a[::2]; print(a); del a[-1]; print(a); del a[::-2]; print(a); del a[:]; print(a)
a = fresh(); a[8:] = a; print(a); a = [1, 2]; a[1:] = a[:1] * 3; print(a); a += a; print(a); a.extend(a); print(len(a))
a = fresh(); del a[1:9:3]; print(a); a[0:0] = (x * 2 for x in range(3)); print(a)
