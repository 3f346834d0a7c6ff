import torch
import torch.nn.functional as F

logits = torch.zeros(3, 4)
print(F.cross_entropy(logits, torch.tensor([0, 1, 2])))
print(F.cross_entropy(logits, torch.tensor([0, 1, 4])))
