def compute(values):
    total = 0
    for value in values:
        totel = total + value
    return totl


compute([1])
