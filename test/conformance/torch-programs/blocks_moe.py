import torch
import torch.nn as nn


class MoE(nn.Module):
    def __init__(self, d, n, k=2):
        super().__init__()
        self.gate = nn.Linear(d, n, bias=False)
        self.experts = nn.ModuleList([nn.Sequential(nn.Linear(d, 2 * d), nn.ReLU(), nn.Linear(2 * d, d)) for _ in range(n)])
        self.k = k

    def forward(self, x):
        flat = x.reshape(-1, x.shape[-1])
        logits = self.gate(flat)
        weights, idx = logits.topk(self.k, dim=-1)
        weights = weights.softmax(-1)
        out = torch.zeros_like(flat)
        load = torch.zeros(len(self.experts), dtype=torch.long)
        for e, expert in enumerate(self.experts):
            rows, slot = (idx == e).nonzero(as_tuple=True)
            load[e] = rows.numel()
            if rows.numel():
                out.index_add_(0, rows, expert(flat[rows]) * weights[rows, slot, None])
        return out.view_as(x), load


torch.manual_seed(0)
moe = MoE(4, 3)
x = torch.randn(2, 3, 4)
y, load = moe(x)
print(y.shape, load, load.sum())
print(y[0])
y.pow(2).sum().backward()
print([e[0].weight.grad is not None for e in moe.experts], moe.gate.weight.grad.norm() > 0)
print(moe)
