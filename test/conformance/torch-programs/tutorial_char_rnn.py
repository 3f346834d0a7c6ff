import torch
import torch.nn as nn
import torch.nn.functional as F

text = "hello world, hello torch. hello layer norm."
chars = sorted(set(text))
stoi = {c: i for i, c in enumerate(chars)}
itos = {i: c for c, i in stoi.items()}
data = torch.tensor([stoi[c] for c in text])
print(len(chars), data[:10], "".join(itos[int(i)] for i in data[:5]))


class CharRNN(nn.Module):
    def __init__(self, vocab, dim=16, hidden=32):
        super().__init__()
        self.embed = nn.Embedding(vocab, dim)
        self.rnn = nn.GRU(dim, hidden, batch_first=True)
        self.head = nn.Linear(hidden, vocab)

    def forward(self, x, h=None):
        out, h = self.rnn(self.embed(x), h)
        return self.head(out), h


torch.manual_seed(1)
net = CharRNN(len(chars))
opt = torch.optim.Adam(net.parameters(), lr=0.02)
T = 8
for step in range(21):
    ix = torch.randint(0, len(data) - T - 1, (4,))
    xb = torch.stack([data[i : i + T] for i in ix])
    yb = torch.stack([data[i + 1 : i + T + 1] for i in ix])
    logits, _ = net(xb)
    loss = F.cross_entropy(logits.reshape(-1, len(chars)), yb.reshape(-1))
    opt.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    opt.step()
    if step % 10 == 0:
        print(f"step {step:3d} | loss {loss.item():.3f}")
net.eval()
with torch.no_grad():
    x, h, out = torch.tensor([[stoi["h"]]]), None, "h"
    for _ in range(12):
        logits, h = net(x, h)
        x = logits[:, -1].argmax(-1, keepdim=True)
        out += itos[x.item()]
print(repr(out))
print(net)
