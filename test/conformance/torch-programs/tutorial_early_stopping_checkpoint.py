import copy
import torch
import torch.nn as nn


class EarlyStopping:
    def __init__(self, patience=2, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best, self.count, self.state = float("inf"), 0, None

    def __call__(self, value, model):
        if value < self.best - self.min_delta:
            self.best, self.count = value, 0
            self.state = copy.deepcopy(model.state_dict())
            return False
        self.count += 1
        return self.count >= self.patience


torch.manual_seed(0)
model = nn.Linear(1, 1)
opt = torch.optim.SGD(model.parameters(), lr=0.9)
stop = EarlyStopping(patience=3)
x = torch.tensor([[0.0], [1.0]])
y = torch.tensor([[1.0], [3.0]])
for epoch in range(50):
    opt.zero_grad()
    loss = nn.functional.mse_loss(model(x), y)
    loss.backward()
    opt.step()
    val = nn.functional.l1_loss(model(x), y).item()
    if stop(val, model):
        print("stopped at", epoch, f"best {stop.best:.4f}")
        break
else:
    print("never stopped", f"{val:.4f}")
checkpoint = {"epoch": epoch, "model": model.state_dict(), "optimizer": opt.state_dict(), "loss": loss.item()}
print(list(checkpoint), checkpoint["optimizer"]["param_groups"][0]["lr"])
model.load_state_dict(stop.state)
print([f"{v.item():.2f}" for v in model.parameters()])
