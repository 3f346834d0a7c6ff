import math
import torch
import torch.nn as nn


class PositionalEncoding(nn.Module):
    def __init__(self, d, max_len=50):
        super().__init__()
        pos = torch.arange(max_len).unsqueeze(1)
        div = torch.exp(torch.arange(0, d, 2) * (-math.log(10000.0) / d))
        pe = torch.zeros(max_len, d)
        pe[:, 0::2] = torch.sin(pos * div)
        pe[:, 1::2] = torch.cos(pos * div)
        self.register_buffer("pe", pe.unsqueeze(0))

    def forward(self, x):
        return x + self.pe[:, : x.size(1)]


pe = PositionalEncoding(6)
print(pe.pe.shape, list(pe.state_dict()), len(list(pe.parameters())))
print(pe(torch.zeros(1, 4, 6)))
print(pe.pe[0, 49])
emb = nn.Embedding(10, 6)
print((pe(emb(torch.tensor([[1, 2, 3]]))) - emb(torch.tensor([[1, 2, 3]]))).sum())


def alibi(n_heads, T):
    slopes = torch.tensor([2 ** (-8 * (i + 1) / n_heads) for i in range(n_heads)])
    dist = torch.arange(T)[None, :] - torch.arange(T)[:, None]
    return slopes[:, None, None] * dist.clamp(max=0)


print(alibi(2, 4))
rel = torch.arange(4)[None] - torch.arange(4)[:, None]
print(rel, rel.clamp(-2, 2) + 2)
