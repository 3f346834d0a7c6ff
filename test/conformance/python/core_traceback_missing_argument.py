class Layer:
    def __init__(self, dim, eps):
        self.dim = dim


def build():
    return [Layer(d) for d in (1, 2)]


build()
