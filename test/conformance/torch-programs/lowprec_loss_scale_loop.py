import torch

torch.manual_seed(0)
w = torch.tensor([0.5], dtype=torch.float16)
scale, good = 2.0 ** 14, 0
for step in range(6):
    g32 = torch.tensor([1e-6 * 4 ** step])
    g16 = (g32 * scale).half()
    if torch.isinf(g16).any() or torch.isnan(g16).any():
        scale /= 2
        print(step, "skip, scale", scale)
        continue
    good += 1
    g = g16.float() / scale
    w = (w.float() - 0.1 * g).half()
    print(step, f"{g.item():.4e}", (g32.half() == 0).item(), w)
print(good, scale)
