import random
for seed in (0, 1, 42, -7, 2**80, "text", b"bytes", 1.5, 123456789):
    random.seed(seed)
    print([random.random() for _ in range(3)], random.getrandbits(5), random.getrandbits(100), random.randint(1, 6), random.randrange(0, 100, 5), random.choice("abcdef"), random.uniform(-1, 1))
rng = random.Random(2024)
print(rng.random(), rng.sample(range(50), 5), rng.sample("abcdefgh", 3), rng.sample(range(10**6), 4), rng.choices([1, 2, 3], k=6), rng.choices("ab", weights=[1, 9], k=8), rng.choices("abc", cum_weights=[1, 2, 10], k=3))
x = list(range(15)); rng.shuffle(x); print(x, rng.sample(["r", "b"], counts=[3, 2], k=4))
print([round(rng.gauss(0, 1), 12) for _ in range(5)], rng.normalvariate(1, 2), rng.expovariate(1.5), rng.triangular(0, 10, 3), rng.betavariate(2, 5), rng.gammavariate(2, 3), rng.gammavariate(0.5, 1), rng.gammavariate(1, 2), rng.lognormvariate(0, 1), rng.vonmisesvariate(0, 4), rng.paretovariate(2), rng.weibullvariate(1, 1.5))
st = rng.getstate(); a = [rng.random() for _ in range(3)]; rng.setstate(st); print(a == [rng.random() for _ in range(3)], rng.randbytes(6))
