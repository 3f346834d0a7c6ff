import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
X = torch.linspace(-3, 3, 128).unsqueeze(1)
y = torch.sin(X) + 0.1 * torch.randn_like(X)
loader = DataLoader(TensorDataset(X, y), batch_size=32, shuffle=True)


class MLP(nn.Module):
    def __init__(self, hidden=32):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(1, hidden),
            nn.Tanh(),
            nn.Linear(hidden, hidden),
            nn.Tanh(),
            nn.Linear(hidden, 1),
        )

    def forward(self, x):
        return self.layers(x)


model = MLP()
criterion = nn.MSELoss()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
for epoch in range(1, 6):
    model.train()
    running = 0.0
    for xb, yb in loader:
        optimizer.zero_grad()
        loss = criterion(model(xb), yb)
        loss.backward()
        optimizer.step()
        running += loss.item() * xb.size(0)
    print(f"Epoch {epoch}: train loss {running / len(loader.dataset):.3f}")
model.eval()
with torch.no_grad():
    pred = model(torch.tensor([[0.0], [1.5707963]]))
print(pred.shape, model)
print(f"Total parameters: {sum(p.numel() for p in model.parameters() if p.requires_grad):,}")
