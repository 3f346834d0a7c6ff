import torch
import torch.nn as nn
import torch.nn.functional as F


class VAE(nn.Module):
    def __init__(self, d=8, z=2):
        super().__init__()
        self.enc = nn.Linear(d, 16)
        self.mu, self.logvar = nn.Linear(16, z), nn.Linear(16, z)
        self.dec = nn.Sequential(nn.Linear(z, 16), nn.ReLU(), nn.Linear(16, d))

    def encode(self, x):
        h = F.relu(self.enc(x))
        return self.mu(h), self.logvar(h)

    def reparameterize(self, mu, logvar):
        std = torch.exp(0.5 * logvar)
        eps = torch.randn_like(std)
        return mu + eps * std

    def forward(self, x):
        mu, logvar = self.encode(x)
        return torch.sigmoid(self.dec(self.reparameterize(mu, logvar))), mu, logvar


def loss_function(recon, x, mu, logvar):
    bce = F.binary_cross_entropy(recon, x, reduction="sum")
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return bce + kld, bce, kld


torch.manual_seed(3)
x = (torch.rand(64, 8) > 0.5).float()
vae = VAE()
opt = torch.optim.Adam(vae.parameters(), lr=5e-3)
for epoch in range(20):
    opt.zero_grad()
    recon, mu, logvar = vae(x)
    loss, bce, kld = loss_function(recon, x, mu, logvar)
    loss.backward()
    opt.step()
    if epoch % 5 == 0:
        print(f"{epoch:2d} loss {loss.item() / len(x):.3f} bce {bce.item() / len(x):.3f} kld {kld.item() / len(x):.4f}")
with torch.no_grad():
    sample = torch.sigmoid(vae.dec(torch.randn(2, 2)))
print(sample.shape, sample.min() >= 0, mu.shape)
