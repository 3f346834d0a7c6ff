class Layer:
    def __init__(self, dim, eps=1e-5):
        self.dim = dim
        self.eps = eps

    def forward(self, x, *, scale):
        return x * scale

    @staticmethod
    def stat(a, b):
        return a + b

    @classmethod
    def make(cls, dim):
        return cls(dim)

tries = [lambda: Layer(), lambda: Layer(1, 2, 3), lambda: Layer(1, esp=2), lambda: Layer(4).forward(), lambda: Layer(4).forward(2), lambda: Layer(4).forward(2, 3), lambda: Layer.forward(2, scale=1), lambda: Layer.stat(1), lambda: Layer.make(), lambda: Layer.make(3).dim, lambda: Layer(4)(1), lambda: Layer(4).missing, lambda: Layer.nothing]
for t in tries:
    try:
        print(t())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
