import torch, torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset, Dataset, random_split, Subset, ConcatDataset, RandomSampler, SequentialSampler, BatchSampler, WeightedRandomSampler, SubsetRandomSampler, IterableDataset, default_collate
torch.manual_seed(0)
X=torch.arange(10.).reshape(10,1); y=torch.arange(10)
ds=TensorDataset(X,y); print(len(ds), ds[3], ds[2:4])
dl=DataLoader(ds,batch_size=4,shuffle=True)
for ep in range(2):
    for xb,yb in dl: print(xb.flatten().tolist(), yb.tolist())
    print(torch.rand(1))
for b in DataLoader(ds,batch_size=3,drop_last=True): print(b)
print(len(dl), len(DataLoader(ds,4,drop_last=True)))
g=torch.Generator().manual_seed(5)
print([b[1].tolist() for b in DataLoader(ds,batch_size=5,shuffle=True,generator=g)])
a,b=random_split(ds,[7,3]); print(a.indices,b.indices,len(a),a[0])
a,b,c=random_split(range(10),[.5,.3,.2],generator=torch.Generator().manual_seed(1)); print(list(a),list(b),list(c))
class D(Dataset):
    def __init__(s,n): s.n=n
    def __len__(s): return s.n
    def __getitem__(s,i): return {'x':torch.tensor([i,i*i]),'y':float(i),'n':str(i)}
for b in DataLoader(D(5),batch_size=2): print(b)
print(next(iter(DataLoader(D(5),batch_size=None))))
print(list(DataLoader([1,2,3],batch_size=2)), list(DataLoader([(1,2.),(3,4.)],batch_size=2)))
print(len(ConcatDataset([D(2),D(3)])), (D(2)+D(3))[3])
print(list(RandomSampler(range(5))), list(RandomSampler(range(5),replacement=True,num_samples=7)), list(BatchSampler(SequentialSampler(range(5)),2,False)), list(WeightedRandomSampler([.1,.9,.5],5)), list(SubsetRandomSampler([3,4,5])))
class I(IterableDataset):
    def __iter__(s): return iter(range(5))
print(list(DataLoader(I(),batch_size=2)))
print(list(DataLoader(ds,batch_size=5,collate_fn=lambda b: len(b))))
print(list(DataLoader(ds,sampler=SubsetRandomSampler([1,2,3]),batch_size=2)))
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__,'|',e)
for f in (lambda:TensorDataset(X,y[:3]),lambda:DataLoader(ds,batch_size=0),lambda:DataLoader(ds,shuffle=True,sampler=[1]),lambda:DataLoader(I(),shuffle=True),lambda:random_split(ds,[3,3]),lambda:ds[20],lambda:next(iter(DataLoader([torch.ones(2),torch.ones(3)],batch_size=2))),lambda:next(iter(DataLoader([None,None],batch_size=2))),lambda:next(iter(DataLoader([[1],[1,2]],batch_size=2))),lambda:Dataset()[0],lambda:DataLoader(ds,num_workers=-1),lambda:DataLoader(ds,batch_size=2.5),lambda:RandomSampler([])): t(f)
print(torch.rand(2))
