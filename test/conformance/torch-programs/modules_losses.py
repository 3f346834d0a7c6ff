import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(0)
logits = torch.randn(4, 3, requires_grad=True)
t = torch.tensor([0, 2, 1, 1])
print(nn.CrossEntropyLoss()(logits, t), nn.CrossEntropyLoss(reduction="none")(logits, t), nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0, 0.5]))(logits, t))
print(nn.NLLLoss()(F.log_softmax(logits, 1), t), F.cross_entropy(logits, t, label_smoothing=0.1), F.cross_entropy(logits, t, ignore_index=1))
print(F.cross_entropy(logits, F.softmax(torch.ones(4, 3), 1)), F.kl_div(F.log_softmax(logits, 1), F.softmax(logits.detach() * 2, 1), reduction="batchmean"))
x, y = torch.randn(5), torch.randn(5)
for loss in (nn.MSELoss(), nn.L1Loss(), nn.SmoothL1Loss(), nn.HuberLoss(delta=0.5), nn.SoftMarginLoss()):
    print(type(loss).__name__, loss(x, y.sign() if isinstance(loss, nn.SoftMarginLoss) else y))
print(nn.BCEWithLogitsLoss(pos_weight=torch.tensor(2.0))(x, (y > 0).float()), nn.BCELoss()(x.sigmoid(), (y > 0).float()), nn.HingeEmbeddingLoss()(x, y.sign()))
print(nn.CosineEmbeddingLoss()(x[None], y[None], torch.tensor([1.0])), nn.TripletMarginLoss()(x[None], y[None], -y[None]), nn.MarginRankingLoss(0.5)(x, y, torch.ones(5)))
nn.CrossEntropyLoss()(logits, t).backward()
print(logits.grad, logits.grad.sum(1))
print(nn.PoissonNLLLoss()(x, y.abs()), nn.GaussianNLLLoss()(x, y, torch.ones(5)), nn.MultiLabelSoftMarginLoss()(logits, (torch.rand(4, 3) > 0.5).float()))
