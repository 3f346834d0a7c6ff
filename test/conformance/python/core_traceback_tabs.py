def f():
	if True:
		return [1][5]


f()
