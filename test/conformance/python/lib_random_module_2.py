# The module's own functions after a seed, and a state that is put back.
import random
random.seed('layer')
state = random.getstate()
first = [random.random() for _ in range(3)]
random.setstate(state)
print(first, first == [random.random() for _ in range(3)])
print(random.randbytes(6), random.normalvariate(1, 2), random.gauss(0, 2), random.lognormvariate(0, 1))
print(random.expovariate(2.5), random.vonmisesvariate(1, 2), random.gammavariate(2.5, 1), random.betavariate(2, 2))
print(random.paretovariate(3), random.weibullvariate(1, 2.5), random.triangular(0, 2, 0.5))
print(random.binomialvariate(10, 0.4))
values = list(range(10))
random.shuffle(values)
print(values, random.sample(values, 3), random.choices("abc", k=5), random.choices([1, 2], [1, 2], k=4))
print(callable(random.SystemRandom))
