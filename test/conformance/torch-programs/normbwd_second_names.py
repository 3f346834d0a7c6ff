import torch
import torch.nn.functional as F

x = torch.tensor([0.5, -1.0, 2.0], dtype=torch.float64, requires_grad=True)
for name, f in {
    "tanh": torch.tanh, "sigmoid": torch.sigmoid, "relu": torch.relu, "gelu": F.gelu, "silu": F.silu,
    "softmax": lambda t: t.softmax(0) * torch.arange(3.0), "log_softmax": lambda t: t.log_softmax(0) * torch.arange(3.0),
    "exp": torch.exp, "log": lambda t: (t + 3).log(), "sqrt": lambda t: (t + 3).sqrt(), "pow": lambda t: t**3, "mul": lambda t: t * t,
    "div": lambda t: 1 / (t + 3), "softplus": F.softplus, "elu": F.elu, "leaky": F.leaky_relu, "mse": lambda t: F.mse_loss(t, torch.zeros(3, dtype=torch.float64)),
    "sin": torch.sin, "abs": lambda t: t.abs() ** 2, "logsumexp": lambda t: torch.logsumexp(t, 0) ** 2, "norm": lambda t: t.norm(), "var": lambda t: t.var(),
    "std": lambda t: t.std(), "prod": lambda t: t.prod(), "cumsum": lambda t: t.cumsum(0) ** 2, "rsqrt": lambda t: (t * t).rsqrt(),
}.items():
    (g,) = torch.autograd.grad(f(x).sum(), x, create_graph=True)
    print(f"{name:<12}", g)
