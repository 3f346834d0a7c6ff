import torch


def normalize(x, dim):
    return x / x.norm(dim=dim, keepdim=True)


def pipeline(x, steps):
    for i, f in enumerate(steps):
        x = f(x)
        print(i, tuple(x.shape))
    return x


pipeline(torch.ones(2, 3), [lambda t: t + 1, lambda t: normalize(t, 1), lambda t: normalize(t, 2)])
