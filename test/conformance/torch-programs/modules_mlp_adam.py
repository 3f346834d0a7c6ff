import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(42)
X = torch.randn(128, 4)
y = (X[:, 0] * X[:, 1] > 0).long()
model = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.LayerNorm(16), nn.Linear(16, 2))
opt = torch.optim.Adam(model.parameters(), lr=0.02)
for epoch in range(30):
    logits = model(X)
    loss = F.cross_entropy(logits, y)
    opt.zero_grad()
    loss.backward()
    opt.step()
    if epoch % 5 == 0:
        acc = (logits.argmax(1) == y).float().mean()
        print(f"epoch {epoch:2d} loss {loss.item():.4f} acc {acc:.3f}")
print(f"{loss.item():.3f}")
print(model[2].weight.shape, model[2].weight.requires_grad)
