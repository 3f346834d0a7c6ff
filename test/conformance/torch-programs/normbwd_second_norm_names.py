import torch
import torch.nn.functional as F

torch.manual_seed(0)
x = torch.randn(4, 4, dtype=torch.float64, requires_grad=True)
z = torch.zeros(4, 4, dtype=torch.float64)
w = torch.ones(4, dtype=torch.float64, requires_grad=True)
rm, rv = torch.zeros(4, dtype=torch.float64), torch.ones(4, dtype=torch.float64)
for name, f in {
    "layer": lambda t: F.layer_norm(t, (4,), w) * t.detach(),
    "batch": lambda t: F.batch_norm(t, None, None, w, training=True) * t.detach(),
    "batch_eval": lambda t: F.batch_norm(t, rm, rv) * t.detach(),
    "group": lambda t: F.group_norm(t, 2) * t.detach(),
    "instance": lambda t: F.instance_norm(t.view(2, 2, 4)) * t.detach().view(2, 2, 4),
    "huber": lambda t: F.huber_loss(t, z), "smooth": lambda t: F.smooth_l1_loss(t, z), "l1": lambda t: F.l1_loss(t, z), "bce": lambda t: F.binary_cross_entropy_with_logits(t, z + 1),
    "ce": lambda t: F.cross_entropy(t, torch.tensor([0, 1, 2, 3])), "nll": lambda t: F.nll_loss(t, torch.tensor([0, 1, 2, 3])), "kl": lambda t: F.kl_div(t, z + 1, reduction="sum"),
    "hardtanh": F.hardtanh, "hardswish": F.hardswish, "hardsigmoid": F.hardsigmoid, "mish": F.mish, "logsigmoid": F.logsigmoid, "selu": F.selu, "celu": F.celu, "glu": F.glu, "softshrink": F.softshrink,
    "hardshrink": F.hardshrink, "prelu": lambda t: F.prelu(t, w[:1]), "relu6": F.relu6, "softsign": F.softsign, "tanhshrink": F.tanhshrink, "normalize": F.normalize, "cosine": lambda t: F.cosine_similarity(t, z + 1),
    "mm": lambda t: t @ t, "addmm": lambda t: F.linear(t, t, w), "bmm": lambda t: torch.bmm(t.view(1, 4, 4), t.view(1, 4, 4)), "max": lambda t: t.max(0).values ** 2, "clamp": lambda t: t.clamp(-1, 1), "where": lambda t: torch.where(t > 0, t * t, t),
    "sum": lambda t: t.sum(0) ** 2, "mean": lambda t: t.mean(0) ** 2, "index": lambda t: t[0] ** 2, "cat": lambda t: torch.cat([t, t]) ** 2, "gather": lambda t: t.gather(0, torch.tensor([[0]])) ** 2, "topk": lambda t: t.topk(2).values ** 2, "sort": lambda t: t.sort().values ** 2,
    "emb": lambda t: F.embedding(torch.tensor([0, 1]), t) ** 2, "gelu_tanh": lambda t: F.gelu(t, approximate="tanh"), "atan": torch.atan, "cos": torch.cos, "erf": torch.erf, "log1p": lambda t: t.abs().log1p(), "expm1": torch.expm1, "cumprod": lambda t: t.cumprod(0), "logcumsumexp": lambda t: torch.logcumsumexp(t, 0), "pairwise": lambda t: F.pairwise_distance(t, z), "dist": lambda t: torch.dist(t, z), "norm1": lambda t: t.norm(1), "norm_inf": lambda t: t.norm(float("inf")), "std_dim": lambda t: t.std(0), "var_mean": lambda t: torch.var_mean(t, 0)[0], "median": lambda t: t.median() ** 2, "conv": lambda t: F.conv1d(t.view(1, 4, 4), t.view(4, 4, 1)), "maxpool": lambda t: F.max_pool1d(t.view(1, 4, 4), 2) ** 2, "avgpool": lambda t: F.avg_pool1d(t.view(1, 4, 4), 2) ** 2,
}.items():
    (g,) = torch.autograd.grad(f(x).sum(), x, create_graph=True)
    print(f"{name:<12} {g.sum():.4f}", type(g.grad_fn).__name__)
