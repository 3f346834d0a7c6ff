import torch, torch.nn as nn
torch.manual_seed(0)
for m in (nn.RNN(3,4),nn.RNN(3,4,2,nonlinearity="relu",batch_first=True),nn.LSTM(3,4),nn.LSTM(3,4,2,bidirectional=True,batch_first=True),nn.LSTM(3,4,proj_size=2),nn.GRU(3,4),nn.GRU(3,4,2,bias=False,bidirectional=True)):
    print(m, [(k,tuple(v.shape)) for k,v in m.named_parameters()]); x=torch.randn(5,2,3,requires_grad=True); y,h=m(x); print(y.shape,y.flatten()[:5]); print([t.shape for t in h] if isinstance(h,tuple) else h.shape, (h[0] if isinstance(h,tuple) else h).flatten()[:4]); y.sum().backward(); print(x.grad.flatten()[:4], m.weight_ih_l0.grad.flatten()[:4], m.weight_hh_l0.grad.sum())
    y,h=m(torch.randn(4,3)); print(y.shape)
for c in (nn.RNNCell(3,4),nn.LSTMCell(3,4),nn.GRUCell(3,4),nn.RNNCell(3,4,nonlinearity='relu',bias=False)):
    x=torch.randn(2,3); h=c(x); h=c(x,h); print(c,h if not isinstance(h,tuple) else h[1]); 
from torch.nn.utils.rnn import pad_sequence, pack_sequence, pad_packed_sequence, pack_padded_sequence
s=[torch.arange(1.,4.),torch.arange(1.,3.),torch.tensor([5.])]
print(pad_sequence(s),pad_sequence(s,batch_first=True,padding_value=-1)); p=pack_sequence(s); print(p); print(pad_packed_sequence(p,batch_first=True))
x=torch.randn(3,4,3); p=pack_padded_sequence(x,[2,4,3],batch_first=True,enforce_sorted=False); print(p.batch_sizes,p.sorted_indices,p.unsorted_indices,p.data.shape)
for m in (nn.LSTM(3,2,bidirectional=True),nn.GRU(3,2)):
    o,h=m(p); u,l=pad_packed_sequence(o,batch_first=True); print(u,l,h)
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__,'|',e)
m=nn.LSTM(3,4); g=nn.GRU(3,4)
for f in (lambda:m(torch.randn(2,2,5)),lambda:m(torch.randn(2,2,2,3)),lambda:m(torch.randn(2,2,3),(torch.zeros(1,3,4),torch.zeros(1,2,4))),lambda:g(torch.randn(2,2,3),torch.zeros(2,4)),lambda:g(torch.randn(2,2,3),torch.zeros(2,2,4)),lambda:nn.RNN(3,4,nonlinearity='x'),lambda:nn.LSTM(3,4,dropout=2),lambda:nn.GRU(3,4,proj_size=2),lambda:nn.LSTM(3,4,proj_size=5),lambda:pack_padded_sequence(x,[2,4,3],batch_first=True),lambda:pack_padded_sequence(x,[4,3],batch_first=True),lambda:nn.LSTMCell(3,4)(torch.randn(2,5)),lambda:nn.GRUCell(3,4)(torch.randn(2,3),torch.zeros(3,4))): t(f)
torch.manual_seed(0); m=nn.LSTM(3,4,2,dropout=.5); print(m(torch.randn(3,2,3))[0].sum())
