import torch
import torch.nn as nn

m = nn.Linear(2, 1)
for make in (
    lambda: torch.optim.SGD(m.parameters(), lr=-0.1),
    lambda: torch.optim.Adam(m.parameters(), betas=(0.9, 1.0)),
    lambda: torch.optim.SGD([], lr=0.1),
    lambda: torch.optim.SGD(m.weight, lr=0.1),
    lambda: torch.optim.SGD(m.parameters(), lr=0.1, momentum=0.0, nesterov=True),
    lambda: torch.optim.SGD([m.weight * 2], lr=0.1),
    lambda: torch.optim.Adam([{"params": m.weight}, {"params": [m.weight]}]),
):
    try:
        make()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
opt = torch.optim.SGD(m.parameters(), lr=0.1)
opt.load_state_dict({"state": {}, "param_groups": []})
