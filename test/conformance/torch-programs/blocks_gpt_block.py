import torch
import torch.nn as nn


class MLP(nn.Module):
    def __init__(self, d, mult=4, p=0.0):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(d, mult * d), nn.GELU(approximate="tanh"), nn.Linear(mult * d, d), nn.Dropout(p))

    def forward(self, x):
        return self.net(x)


class Block(nn.Module):
    def __init__(self, d, h):
        super().__init__()
        self.ln1, self.ln2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.attn = nn.MultiheadAttention(d, h, batch_first=True)
        self.mlp = MLP(d)

    def forward(self, x):
        T = x.size(1)
        mask = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
        n = self.ln1(x)
        a, w = self.attn(n, n, n, attn_mask=mask)
        x = x + a
        return x + self.mlp(self.ln2(x)), w


torch.manual_seed(3)
blk = Block(12, 3)
x = torch.randn(2, 4, 12)
y, w = blk(x)
print(y.mean().item() == y.mean().item(), y.shape, w.shape)
print(w[0])
print(y[0, 0])
x2 = x.clone()
x2[:, -1] += 1
y2, _ = blk(x2)
print("causal:", torch.allclose(y[:, :-1], y2[:, :-1], atol=1e-6), torch.allclose(y[:, -1], y2[:, -1]))
print(sum(p.numel() for p in blk.parameters()))
print(blk)
