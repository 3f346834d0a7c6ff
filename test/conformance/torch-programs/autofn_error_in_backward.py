import torch


class Explode(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.clone()

    @staticmethod
    def backward(ctx, g):
        if g.abs().max() > 5:
            raise ValueError(f"gradient too large: {g.abs().max().item():.1f}")
        return g


x = torch.ones(3, requires_grad=True)
Explode.apply(x).sum().backward()
print(x.grad)
(Explode.apply(x) * 10).sum().backward()
