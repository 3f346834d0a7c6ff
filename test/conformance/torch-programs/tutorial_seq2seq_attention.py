import torch
import torch.nn as nn
import torch.nn.functional as F


class BahdanauAttention(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.Wa = nn.Linear(hidden, hidden)
        self.Ua = nn.Linear(hidden, hidden)
        self.Va = nn.Linear(hidden, 1)

    def forward(self, query, keys):
        scores = self.Va(torch.tanh(self.Wa(query) + self.Ua(keys)))
        weights = F.softmax(scores.squeeze(2).unsqueeze(1), dim=-1)
        return torch.bmm(weights, keys), weights


class Seq2Seq(nn.Module):
    def __init__(self, vocab=6, hidden=8):
        super().__init__()
        self.emb = nn.Embedding(vocab, hidden)
        self.encoder = nn.LSTM(hidden, hidden, batch_first=True)
        self.attn = BahdanauAttention(hidden)
        self.decoder = nn.LSTM(2 * hidden, hidden, batch_first=True)
        self.out = nn.Linear(hidden, vocab)

    def forward(self, src, tgt):
        enc, state = self.encoder(self.emb(src))
        outputs, attns = [], []
        for t in range(tgt.size(1)):
            q = state[0].permute(1, 0, 2)
            ctxt, a = self.attn(q, enc)
            step, state = self.decoder(torch.cat((self.emb(tgt[:, t : t + 1]), ctxt), dim=2), state)
            outputs.append(self.out(step))
            attns.append(a)
        return torch.cat(outputs, 1), torch.cat(attns, 1)


torch.manual_seed(0)
m = Seq2Seq()
src = torch.randint(0, 6, (2, 5))
tgt = torch.flip(src, [1])
opt = torch.optim.Adam(m.parameters(), lr=0.02)
for i in range(8):
    logits, attn = m(src, tgt)
    loss = F.cross_entropy(logits.transpose(1, 2), tgt)
    opt.zero_grad()
    loss.backward()
    opt.step()
    if i % 2 == 0:
        print(i, f"{loss.item():.4f}")
print(logits.shape, attn.shape, torch.allclose(attn.sum(-1), torch.ones(2, 5)))
print(m)
