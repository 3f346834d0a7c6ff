"""A list that holds lists, tensors or slices is read as a tuple of indices."""
import torch

x = torch.arange(12.0).view(3, 4)
print(x[[[0, 1], [1, 2]]], x[[torch.tensor(0), torch.tensor(1)]], x[[0, torch.tensor(1)]])
print(x[[slice(0, 2), 1]], x[[(0, 1), (1, 2)]], x[[[True, False, True]]])
print(x[[None, 0]].shape, x[[[0, 1]]].shape, x[[0, 1]].shape)
x[[[0, 1], [1, 2]]] = -1
print(x)
