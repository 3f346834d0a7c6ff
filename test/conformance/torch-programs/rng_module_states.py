import torch, torch.nn as nn
torch.manual_seed(1)
for m in (nn.Linear(3,2),nn.Linear(20,3,bias=False),nn.Linear(3,2,dtype=torch.float64),nn.Linear(4,2,dtype=torch.bfloat16),nn.Bilinear(2,3,4),nn.Embedding(4,3),nn.Embedding(6,4,padding_idx=2),nn.LayerNorm(3),nn.MultiheadAttention(4,2),nn.MultiheadAttention(4,2,kdim=3,vdim=5),nn.MultiheadAttention(4,2,add_bias_kv=True,bias=False),nn.TransformerEncoderLayer(4,2,8),nn.TransformerDecoderLayer(4,2,8),nn.PReLU(3),nn.BatchNorm1d(3),nn.GroupNorm(1,2),nn.TransformerEncoder(nn.TransformerEncoderLayer(4,2,8),2),nn.Transformer(4,2,1,1,8)):
    print(type(m).__name__)
    for k,v in m.state_dict().items(): print(k,tuple(v.shape),v.dtype,v.double().sum().item(), v.flatten()[:3].tolist())
print(torch.rand(1))
