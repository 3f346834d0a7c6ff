import torch

torch.manual_seed(2024)
X = torch.randn(20, 2)
y = (X.sum(1) + 0.1 * torch.randn(20) > 0).long()
perm = torch.randperm(20)
train, test = perm[:15], perm[15:]
print(perm, y.sum(), y[test])
for epoch in range(2):
    order = torch.randperm(15)
    for i in range(0, 15, 5):
        idx = train[order[i : i + 5]]
        print(epoch, idx.tolist(), f"{X[idx].mean():.4f}")
probs = torch.softmax(torch.randn(3, 4), -1)
print(probs, torch.multinomial(probs, 2), torch.multinomial(probs[0], 6, replacement=True))
print(torch.bernoulli(torch.full((3, 3), 0.5)), torch.randint(3, 9, (2, 4)), torch.rand_like(X[:2]), torch.randn_like(X[:1]))
