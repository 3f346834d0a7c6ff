import torch.nn as nn


class Residual(nn.Module):
    def __init__(self, *mods):
        super().__init__()
        self.inner = nn.Sequential(*mods)
        self.scale = 0.5

    def extra_repr(self):
        return f"scale={self.scale}"


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv1d(3, 8, 3, padding=1)
        self.stages = nn.ModuleList([Residual(nn.Linear(4, 4), nn.ReLU()), Residual(nn.Identity())])
        self.heads = nn.ModuleDict({"cls": nn.Linear(8, 2), "reg": nn.Linear(8, 1, bias=False)})
        self.drop = nn.Dropout(0.2)


print(Model())
print(nn.Sequential(), nn.ModuleList(), nn.ModuleDict(), nn.ParameterList())
print(nn.Softmax(dim=1), nn.LeakyReLU(0.1), nn.Flatten(), nn.Embedding(3, 2, padding_idx=1), nn.LSTM(2, 3, batch_first=True))
print([nn.ReLU(), nn.GELU()], nn.CrossEntropyLoss(), nn.MSELoss(reduction="sum"))
print(str(nn.Linear(1, 2)) == repr(nn.Linear(1, 2)), nn.Linear(1, 2).extra_repr())
