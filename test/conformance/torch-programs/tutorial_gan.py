import torch
import torch.nn as nn

torch.manual_seed(0)
G = nn.Sequential(nn.Linear(2, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1))
D = nn.Sequential(nn.Linear(1, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1), nn.Sigmoid())
bce = nn.BCELoss()
og = torch.optim.Adam(G.parameters(), lr=1e-2, betas=(0.5, 0.999))
od = torch.optim.Adam(D.parameters(), lr=1e-2, betas=(0.5, 0.999))
real_label, fake_label = 1.0, 0.0
for it in range(6):
    D.zero_grad()
    real = torch.randn(16, 1) * 0.5 + 2
    label = torch.full((16,), real_label, dtype=torch.float)
    errD_real = bce(D(real).view(-1), label)
    errD_real.backward()
    fake = G(torch.randn(16, 2))
    label.fill_(fake_label)
    errD_fake = bce(D(fake.detach()).view(-1), label)
    errD_fake.backward()
    od.step()
    G.zero_grad()
    label.fill_(real_label)
    errG = bce(D(fake).view(-1), label)
    errG.backward()
    og.step()
    print("[%d] Loss_D: %.4f Loss_G: %.4f" % (it, (errD_real + errD_fake).item(), errG.item()))
