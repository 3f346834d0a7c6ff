import torch

seqs = [torch.tensor([1, 2, 3]), torch.tensor([4]), torch.tensor([5, 6])]
L = max(len(s) for s in seqs)
padded = torch.zeros(len(seqs), L, dtype=torch.long)
mask = torch.zeros(len(seqs), L, dtype=torch.bool)
for i, s in enumerate(seqs):
    padded[i, : len(s)] = s
    mask[i, : len(s)] = True
print(padded, mask, mask.sum(1))
x = torch.arange(18.0).view(3, 3, 2)
mean = (x * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
print(mean, x[mask].shape, x[~mask])
last = x[torch.arange(3), mask.sum(1) - 1]
print(last, x.masked_fill(~mask[..., None], float("-inf")).amax(1))
windows = torch.arange(8).unfold(0, 3, 2)
print(windows, windows.shape, torch.arange(10)[torch.arange(0, 10, 3)], torch.arange(10)[-3:], torch.arange(10)[::4])
m = torch.arange(9).view(3, 3)
print(m.diagonal(), m.diagonal(1), m.T[0], m[m % 2 == 0], m[1:, :-1], m[[True, False, True]], m.view(-1)[[0, -1]])
m[m > 5] = m[m > 5] * 10
print(m, torch.where(m > 50), m.clone().fill_diagonal_(0), torch.block_diag(torch.ones(1, 1), m[:1, :2]))
