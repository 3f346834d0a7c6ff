"""Parameters of another dtype than the input's, statistics that are missing, targets that do not fit."""
import torch
import torch.nn.functional as F


def attempt(run):
    try:
        print(run())
    except Exception as error:
        print(type(error).__name__, "|", error)


x = torch.ones(2, 3)
attempt(lambda: F.layer_norm(x, (3,), torch.ones(3).double()))
attempt(lambda: F.layer_norm(x.double(), (3,), torch.ones(3)))
attempt(lambda: F.layer_norm(x.int(), (3,)))
attempt(lambda: F.batch_norm(x, None, torch.ones(3)))
attempt(lambda: F.batch_norm(x, torch.ones(3), None))
attempt(lambda: F.cross_entropy(torch.zeros(2, 3, 4), torch.zeros(2, 5).long()))
attempt(lambda: F.cross_entropy(torch.zeros(2, 3, 4, 4), torch.zeros(2, 4).long()))
attempt(lambda: F.cross_entropy(torch.arange(6.0).view(2, 3), torch.tensor([0, 2]), ignore_index=2, reduction="none"))
attempt(lambda: F.group_norm(torch.ones(1, 2), 2))
