import torch.nn as nn


class Leaf(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.w = None
        self.lin = nn.Linear(n, n)


class Tree(nn.Module):
    def __init__(self):
        super().__init__()
        self.left, self.right = Leaf(2), Leaf(3)
        self.stack = nn.Sequential(nn.LayerNorm(2), nn.ModuleList([nn.ReLU()]))


t = Tree()
for name, m in t.named_modules():
    print(repr(name), type(m).__name__)
print([n for n, _ in t.named_parameters()])
print([n for n, _ in t.named_children()], len(list(t.modules())))
print({n: p.numel() for n, p in t.named_parameters()})
print(t.get_submodule("stack.0"), t.get_parameter("left.lin.bias").shape)
for m in t.modules():
    if isinstance(m, nn.Linear):
        nn.init.zeros_(m.weight)
print(t.right.lin.weight.sum(), t.left.w)
try:
    t.get_submodule("left.nope")
except AttributeError as e:
    print(e)
print(t)
