import torch

x = torch.tensor([0.1, 1 / 3, 1000.123, 65504.0, 70000.0, 1e-8, -2.5])
for dt in (torch.float16, torch.bfloat16, torch.float32, torch.float64):
    y = x.to(dt)
    print(dt, y, y.double().sub(x.double()).abs().max().item() < 1e5)
print(x.half().float())
print(x.bfloat16().float())
print(torch.finfo(torch.float16).max, torch.finfo(torch.bfloat16).eps, torch.finfo(torch.float16).smallest_normal)
print((torch.tensor(2048.0).half() + 1), (torch.tensor(256.0).bfloat16() + 1))
