import torch
import torch.nn as nn

for seed in (0, 1):
    torch.manual_seed(seed)
    for layer in (nn.Linear(2, 2), nn.Conv2d(1, 2, 2), nn.Embedding(3, 2), nn.GRUCell(2, 1), nn.Bilinear(1, 2, 1), nn.LayerNorm(2), nn.ConvTranspose1d(1, 2, 2)):
        print(type(layer).__name__, [f"{v:.4f}" for p in layer.parameters() for v in p.flatten().tolist()][:8])
    print(torch.rand(1))
