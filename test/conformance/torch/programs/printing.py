"""Random tensors printed under random options: PyTorch and the cell language run this very text.

`sci_mode` is left alone: 1.13 sets it after it has measured the widths, 2.x before.
"""
import random

import torch

random.seed(5)
floats = [torch.float32, torch.float64, torch.float16, torch.bfloat16]
ranges = {torch.uint8: (0, 255), torch.int8: (-128, 127), torch.int16: (-30000, 30000)}
dtypes = [*floats, *ranges, torch.int64, torch.int32, torch.bool]
inf = float("inf")
options = {
    "precision": [0, 1, 2, 6, 10], "threshold": [5, 20, 10000], "edgeitems": [1, 2, 5], "linewidth": [20, 60, 120, 200],
}


def number(kind):
    if kind == 0:
        return random.uniform(-1, 1)
    if kind == 1:
        return float(random.randint(-100, 100))
    if kind == 2:
        return random.uniform(-1, 1) * 10 ** random.randint(-8, 8)
    if kind == 3:
        return random.choice([float("nan"), inf, -inf, 0.0, -0.0, 1.0, 1e-5, 123456.789, 1e9])
    if kind == 4:
        return random.gauss(0, 1) * 1000
    if kind == 5:
        return random.choice([1.0, 2.0, 0.5, 1e10, 1e-10])
    if kind == 6:
        return random.choice([float("nan"), inf, 3.0])
    return 10.0 ** random.randint(-45, 38)


def shape():
    draw = random.random()
    if draw < 0.1:
        return []
    if draw < 0.2:
        return random.choice([[0], [0, 3], [2, 0], [2, 0, 3], [1, 0]])
    if draw < 0.25:
        return random.choice([[1001], [40, 30], [2, 600], [1, 1, 1100], [7, 7, 30], [1200, 1], [3, 400, 2], [11, 11, 11]])
    return [random.randint(1, 6) for _ in range(random.randint(1, 4))]


def element(dtype, kind, most):
    if dtype in floats:
        return number(kind)
    if dtype == torch.bool:
        return random.random() < 0.5
    low, high = ranges.get(dtype, (-most, most))
    return random.randint(low, high)


def tensor(sizes):
    dtype, kind, most = random.choice(dtypes), random.randint(0, 7), random.choice([5, 1000, 2**31 - 1])
    count = 1
    for size in sizes:
        count *= size
    x = torch.tensor([element(dtype, kind, most) for _ in range(count)], dtype=dtype).reshape(sizes)
    draw = random.random()
    if dtype in floats:
        if draw < 0.15:
            x.requires_grad_()
        elif draw < 0.3:
            x = x.clone().requires_grad_() * 1
        elif draw < 0.35:
            x = torch.nn.Parameter(x)
    return x.transpose(0, 1) if draw > 0.9 and len(sizes) > 1 else x


for case in range(800):
    sizes = shape()
    x = tensor(sizes)
    chosen = {}
    if random.random() < 0.25:
        chosen = {name: random.choice(values) for name, values in options.items() if random.random() < 0.4}
        if random.random() < 0.1:
            chosen = {"profile": random.choice(["default", "short", "full"])}
    if chosen:
        torch.set_printoptions(**chosen)
    print("case", case, sizes, chosen)
    print(x)
    if not sizes:
        print(f"{x}", f"{x.item():.3f}", str(x), "%s" % x)
    if chosen:
        torch.set_printoptions(profile="default")
