import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3, padding=1)
        self.bn1 = nn.BatchNorm2d(4)
        self.pool = nn.MaxPool2d(2, 2)
        self.conv2 = nn.Conv2d(4, 8, 3)
        self.fc1 = nn.Linear(8 * 1 * 1, 10)
        self.drop = nn.Dropout(0.25)

    def forward(self, x):
        x = self.pool(F.relu(self.bn1(self.conv1(x))))
        x = self.pool(F.relu(self.conv2(x)))
        x = torch.flatten(x, 1)
        return F.log_softmax(self.fc1(self.drop(x)), dim=1)


torch.manual_seed(0)
net = Net()
x = torch.randn(16, 1, 8, 8)
t = torch.randint(0, 10, (16,))
opt = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
for i in range(5):
    net.train()
    opt.zero_grad()
    loss = F.nll_loss(net(x), t)
    loss.backward()
    opt.step()
    net.eval()
    with torch.no_grad():
        pred = net(x).argmax(dim=1, keepdim=True)
        correct = pred.eq(t.view_as(pred)).sum().item()
    print(f"step {i} loss {loss.item():.3f} acc {correct}/16")
print(net.bn1.num_batches_tracked, net.bn1.running_mean.shape)
print(net)
