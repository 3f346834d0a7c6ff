import torch
import torch.nn as nn

torch.manual_seed(0)
emb = nn.Embedding(4, 2)
print(emb(torch.tensor([0, 3])).shape)
try:
    emb(torch.tensor([0.0]))
except RuntimeError as e:
    print(str(e)[:60])
emb(torch.tensor([1, 4]))
