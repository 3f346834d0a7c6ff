"""backward(inputs=...) with tensors in the middle of the graph; what it refuses."""
import torch

x = torch.ones(2, requires_grad=True)
y = x * 2
y.sum().backward(inputs=[y, x])
print(x.grad, y.grad)
(x * 3).backward([torch.ones(2)])
print(x.grad)
for run in (
    lambda: (x * 2).sum().backward(inputs=[]),
    lambda: (x * 2).sum().backward(inputs=[5]),
    lambda: (x * 2).sum().backward(inputs=[torch.ones(1)]),
    lambda: (x * 2).backward([1, 2]),
    lambda: setattr(torch.ones(2, dtype=torch.int64), "requires_grad", True),
    lambda: setattr(torch.ones(2), "grad", torch.ones(3)),
    lambda: torch.ones(2).t(1),
):
    try:
        run()
    except Exception as error:
        print(type(error).__name__, "|", error)
optimizer = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=0.1)
optimizer.param_groups[0]["params"][0].grad = torch.ones(1)
optimizer.step()
print(optimizer.state_dict()["state"])
