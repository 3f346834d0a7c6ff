import torch
import torch.nn as nn


class PatchEmbed(nn.Module):
    def __init__(self, size=8, patch=4, chans=3, dim=16):
        super().__init__()
        self.n = (size // patch) ** 2
        self.proj = nn.Conv2d(chans, dim, kernel_size=patch, stride=patch)

    def forward(self, x):
        return self.proj(x).flatten(2).transpose(1, 2)


class ViT(nn.Module):
    def __init__(self, dim=16, heads=4, classes=3, depth=2):
        super().__init__()
        self.patch = PatchEmbed(dim=dim)
        self.cls = nn.Parameter(torch.zeros(1, 1, dim))
        self.pos = nn.Parameter(torch.zeros(1, self.patch.n + 1, dim))
        layer = nn.TransformerEncoderLayer(dim, heads, dim * 2, dropout=0.0, activation="gelu", batch_first=True, norm_first=True)
        self.encoder = nn.ModuleList([nn.TransformerEncoderLayer(dim, heads, dim * 2, 0.0, "gelu", batch_first=True, norm_first=True) for _ in range(depth)])
        self.norm = nn.LayerNorm(dim, eps=1e-6)
        self.head = nn.Linear(dim, classes)
        nn.init.trunc_normal_(self.pos, std=0.02)

    def forward(self, x):
        x = self.patch(x)
        x = torch.cat([self.cls.expand(x.size(0), -1, -1), x], dim=1) + self.pos
        for layer in self.encoder:
            x = layer(x)
        return self.head(self.norm(x)[:, 0])


torch.manual_seed(0)
vit = ViT()
imgs = torch.randn(2, 3, 8, 8)
out = vit(imgs)
print(out.shape, [f"{v:.3f}" for v in out[0].tolist()])
loss = nn.CrossEntropyLoss()(out, torch.tensor([0, 2]))
loss.backward()
print(f"{loss.item():.4f}", vit.cls.grad.shape, vit.patch.proj.weight.grad.abs().sum() > 0)
print(sum(p.numel() for p in vit.parameters()), vit.patch)
print([n for n, _ in vit.named_parameters()][:5])
