"""What the generated cases share. PyTorch and the cell language run this very text."""
import torch
import torch.nn.functional as F

f16, bf16, f32, f64 = torch.float16, torch.bfloat16, torch.float32, torch.float64
u8, i8, i16, i32, i64, b8 = torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.bool
leaves = []
# Which of the inputs' last bits are changed: 0 for none.
shaking = 0


def t(dtype, shape, layout, at, kind, grad=0):
    """A tensor of values from a pool: contiguous, transposed, permuted, every second element, a stretch, expanded or flipped."""
    base = list(shape)
    if layout == "t":
        base[-1], base[-2] = base[-2], base[-1]
    elif layout == "p":
        base.reverse()
    elif layout == "s":
        base[-1] *= 2
    elif layout == "o":
        base[0] += 2
    elif layout == "e":
        base[0] = 1
    count = 1
    for size in base:
        count *= size
    x = torch.tensor(pools[kind][at:at + count], dtype=dtype).reshape(base)
    if layout == "t":
        x = x.transpose(-1, -2)
    elif layout == "p":
        x = x.permute(list(range(len(base) - 1, -1, -1)))
    elif layout == "s":
        x = x[..., ::2]
    elif layout == "o":
        x = x[1:-1]
    elif layout == "e":
        x = x.expand(shape)
    elif layout == "f":
        x = x.flip(0)
    if shaking:
        x = shaken(x)
    if grad:
        x.requires_grad_()
        leaves.append(x)
    return x


def shaken(x):
    """The numbers up to four ulp away, one way or the other, each in its own place."""
    if not x.is_floating_point():
        return x
    step = 4 * torch.finfo(x.dtype).eps
    signs = [1 if (i + 7 * shaking) * 2654435761 * shaking >> 15 & 1 else -1 for i in range(x.numel())]
    return (x * (1 + step * torch.tensor(signs, dtype=torch.float64).reshape(x.shape))).to(x.dtype)


def plain(x):
    return x


def spread(x):
    """Matrices whose singular values lie well apart."""
    if x.dim() < 2:
        return x
    rows, columns = x.shape[-2:]
    steps = [[4 * (i + 1) if i == j else 0 for j in range(columns)] for i in range(rows)]
    return x + torch.tensor(steps, dtype=x.dtype).reshape(rows, columns)


def symmetric(x):
    x = spread(x)
    return x + x.transpose(-1, -2) if x.dim() > 1 and x.shape[-1] == x.shape[-2] else x


def definite(x):
    if x.dim() < 2 or not x.is_floating_point():
        return x
    return x @ x.transpose(-1, -2) + 2 * torch.eye(x.shape[-2], dtype=x.dtype)


def singular(x):
    """Matrices of which the last row is zero."""
    if x.dim() < 2 or x.shape[-2] == 0:
        return x
    return torch.cat([x[..., :-1, :], torch.zeros_like(x[..., -1:, :])], -2)


def by_columns(parts):
    """U diag(S) V^T, S, and the vectors that belong to S without their signs."""
    u, s, v = parts
    k = s.shape[-1]
    kept, keptv = u[..., :k], v[..., :k]
    return [(kept * s.unsqueeze(-2)) @ keptv.transpose(-1, -2), s, kept.abs(), keptv.abs(), *shapes(u, v)]


def by_rows(parts):
    u, s, vh = parts
    return by_columns((u, s, vh.transpose(-1, -2)))


def by_eigenvectors(parts):
    values, vectors = parts
    return [(vectors * values.unsqueeze(-2)) @ vectors.transpose(-1, -2), values, vectors.abs()]


def where_defined(parts):
    """The results whose info is zero, zeros for the others; and the infos."""
    values, info = parts
    return [torch.where(info.reshape(info.shape + (1, 1)) == 0, values, torch.zeros_like(values)), info]


def where_solved(parts):
    """The solutions where every matrix has one, and the infos."""
    values, info = parts
    return [values, info] if not info.any() else info


def factored(x, pivots=torch.int32):
    """LU factors and their exchanges."""
    lu, places = torch.linalg.lu_factor(x)
    return lu, places.to(pivots)


def shapes(*tensors):
    return [torch.tensor(list(x.shape)) for x in tensors]


def drawn(seed, draw):
    torch.manual_seed(seed)
    return draw()


def show(value):
    if isinstance(value, torch.Tensor):
        flat = value.detach().reshape(-1)
        return f"{value.dtype}{list(value.shape)}{list(value.stride())}{flat.tolist()}"
    if isinstance(value, (tuple, list)) and not isinstance(value, torch.Size):
        return " ; ".join([show(item) for item in value])
    return f"{type(value).__name__} {value!r}"


def gradients(value):
    """The gradients of the leaves, for output gradients that differ from element to element."""
    values = value if isinstance(value, (tuple, list)) else [value]
    outputs = [item for item in values if isinstance(item, torch.Tensor) and item.requires_grad]
    if not outputs:
        return ""
    weights = [t(item.dtype, list(item.shape), "c", 0, "n") for item in outputs]
    found = torch.autograd.grad(outputs, leaves, weights, allow_unused=True)
    return " ; " + " ; ".join([show(item) for item in found])


def makers(value):
    """The names of the nodes that the results come from."""
    values = value if isinstance(value, (tuple, list)) else [value]
    nodes = [item.grad_fn if isinstance(item, torch.Tensor) else None for item in values]
    if all(node is None for node in nodes):
        return ""
    return " @ " + " ".join(["-" if node is None else node.name() for node in nodes])


def case(run):
    leaves.clear()
    try:
        value = run()
        line = show(value)
        if leaves:
            line += gradients(value) + makers(value)
    except Exception as error:
        line = f"!{type(error).__name__}: {error}"
    print(line.replace("\n", "\\n"))
