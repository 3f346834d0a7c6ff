import torch
import torch.nn as nn

torch.manual_seed(0)
n = 60
centers = torch.tensor([[0.0, 0.0], [3.0, 0.0], [0.0, 3.0]])
labels = torch.arange(3).repeat_interleave(n // 3)
X = centers[labels] + torch.randn(n, 2) * 0.7
perm = torch.randperm(n)
X, labels = X[perm], labels[perm]
net = nn.Sequential(nn.Linear(2, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Dropout(0.1), nn.Linear(16, 3))
opt = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4)
sched = torch.optim.lr_scheduler.StepLR(opt, step_size=10, gamma=0.5)
loss_fn = nn.CrossEntropyLoss(label_smoothing=0.05)
for epoch in range(8):
    net.train()
    for xb, yb in zip(X.split(20), labels.split(20)):
        opt.zero_grad(set_to_none=True)
        loss = loss_fn(net(xb), yb)
        loss.backward()
        opt.step()
    sched.step()
net.eval()
with torch.no_grad():
    pred = net(X).argmax(1)
cm = torch.zeros(3, 3, dtype=torch.long)
for t, p in zip(labels, pred):
    cm[t, p] += 1
tp = cm.diag()
print(cm.sum(), cm.shape, sched.get_last_lr())
precision, recall = tp / cm.sum(0), tp / cm.sum(1)
print(precision.dtype, recall.shape)
onehot = torch.nn.functional.one_hot(pred[:4], 3)
print(onehot.shape, onehot.dtype, torch.bincount(labels))
