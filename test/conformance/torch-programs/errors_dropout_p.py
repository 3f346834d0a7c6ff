import torch.nn as nn

print(nn.Dropout(0.25))
nn.Dropout(1.5)
