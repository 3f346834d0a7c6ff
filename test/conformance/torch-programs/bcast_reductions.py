import torch

x = torch.arange(24.0).reshape(2, 3, 4)
for d in (0, 1, 2, -1, (0, 2), (1, 2)):
    print(d, x.sum(d).shape, x.mean(d, keepdim=True).shape, x.amax(d).flatten()[:3], x.std(d).flatten()[:2])
print(x.sum(), x.prod(), x.var(), x.median(), x.max(), x.argmin(), x.norm(), x.norm(1), x.norm(float("inf")))
print(torch.logsumexp(x, -1), x.cumsum(-1)[0], x[0].cumprod(0), torch.quantile(x, 0.25), x.flatten().kthvalue(3))
print((x - x.mean(-1, keepdim=True)).pow(2).mean(-1).sqrt(), torch.var_mean(x, -1, unbiased=False))
a, b = torch.ones(3, 1), torch.ones(4)
print((a + b).shape, (a * torch.arange(4)).dtype, torch.broadcast_shapes((3, 1), (1, 4)), a.expand(3, 2), [t.shape for t in torch.broadcast_tensors(a, b)])
print(torch.einsum("bij,bkj->bik", x, x).shape, torch.einsum("ij->j", x[0]), torch.tensordot(x, x, dims=([2], [2])).shape)
print(x[0].min(1).values, x[0].max(0).indices, torch.aminmax(x), x.count_nonzero(), x.bool().all(), torch.histc(x, 4, 0, 24))
