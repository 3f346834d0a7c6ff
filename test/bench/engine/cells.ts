/** Works that run through the cell language, as the same text in PyTorch. */
import { createInterpreter } from "../../../src/language/interpreter.ts";
import type { Work } from "./work.ts";

type Run = (source: string) => void;

export function openSession(): Run {
  const session = createInterpreter(
    {
      write: (_, text) => void process.stderr.write(text),
      display: () => {},
      now: () => Date.now(),
      interrupt: new Int32Array(new SharedArrayBuffer(4)),
      sleep: () => {},
    },
    { preloaded: true },
  );
  return (source) => {
    const outcome = session.run({ source, file: "Cell In[1]", interactive: true });
    if (outcome.status === "error") throw new Error(outcome.error.traceback);
  };
}

const common = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n";
const threads = "torch.set_num_threads(THREADS)\n";

interface CellWork {
  readonly work: string;
  readonly shape: readonly number[];
  readonly dtype?: string;
  readonly isSingle?: boolean;
  readonly hasProducts?: boolean;
  readonly setup: string;
  readonly run: string;
  /** Where PyTorch says it otherwise. */
  readonly torchRun?: string;
  readonly numpy?: Work["numpy"];
}

const toWork =
  (session: Run) =>
  ({ setup, run, torchRun, ...rest }: CellWork): Work => ({
    ...rest,
    elements: 0,
    torch: { setup: common + threads + setup, run: torchRun ?? run },
    ours() {
      session(`${common}import lnnb\n${setup}\ndef run():\n    ${run.replaceAll("\n", "\n    ")}\n`);
      return (count) => session(`torch.set_num_threads(${count})\nrun()`);
    },
  });

const stack = `
W, B, S, H = 256, 8, 128, 4
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.n1 = nn.LayerNorm(W)
        self.n2 = nn.LayerNorm(W)
        self.qkv = nn.Linear(W, 3 * W)
        self.proj = nn.Linear(W, W)
        self.up = nn.Linear(W, 4 * W)
        self.down = nn.Linear(4 * W, W)
    def forward(self, x):
        q, k, v = [t.view(B, S, H, W // H).transpose(1, 2) for t in self.qkv(self.n1(x)).chunk(3, dim=-1)]
        a = ((q @ k.transpose(-2, -1)) * (W // H) ** -0.5).softmax(-1)
        x = x + self.proj((a @ v).transpose(1, 2).reshape(B, S, W))
        return x + self.down(F.gelu(self.up(self.n2(x))))
torch.manual_seed(0)
model = nn.Sequential(*[Block() for _ in range(12)])
x = torch.randn(B, S, W)
opt = torch.optim.SGD(model.parameters(), lr=1e-3)
`;

const forwardAndBackward = "opt.zero_grad()\nloss = (model(x) ** 2).mean()\nloss.backward()";

const double = "dtype=torch.float64, requires_grad=True";
const layer = `x = torch.randn(8, 768, ${double})\nw, b = torch.randn(768, ${double}), torch.randn(768, ${double})`;

const gradientChecks: readonly CellWork[] = [
  {
    work: "gradcheck of layer_norm",
    run: "torch.autograd.gradcheck(lambda t: F.layer_norm(t, (768,)), (x,))",
  },
  {
    work: "gradcheck of layer_norm, weight and bias",
    run: "torch.autograd.gradcheck(lambda t, w, b: F.layer_norm(t, (768,), w, b), (x, w, b))",
  },
  {
    work: "gradcheck of a loss after layer_norm",
    run: "torch.autograd.gradcheck(lambda t: (F.layer_norm(t, (768,)) ** 3 * w.detach()).sum(), (x,))",
  },
].map((check) => ({ ...check, shape: [8, 768], dtype: "float64", isSingle: true, setup: layer }));

export function cellWorks(session: Run): Work[] {
  const calls = 1000;
  return [
    {
      work: `F.layer_norm in a cell, ${calls} calls`,
      shape: [4, 8],
      setup: "x = torch.randn(4, 8)\nw = torch.ones(8)\nb = torch.zeros(8)",
      run: `for _ in range(${calls}): F.layer_norm(x, (8,), w, b)`,
    },
    {
      work: `F.layer_norm in a cell, ${calls} calls`,
      shape: [32, 768],
      setup: "x = torch.randn(32, 768)",
      run: `for _ in range(${calls}): F.layer_norm(x, (768,))`,
    },
    {
      work: "transformer stack, 12 blocks, forward and backward",
      shape: [8, 128, 256],
      hasProducts: true,
      setup: stack,
      run: forwardAndBackward,
    },
    {
      work: "training step of the stack",
      shape: [8, 128, 256],
      hasProducts: true,
      setup: stack,
      run: `${forwardAndBackward}\nopt.step()`,
    },
    {
      work: "100 training steps of a small network",
      shape: [32, 8],
      setup: `torch.manual_seed(0)
small = nn.Sequential(nn.Linear(8, 16), nn.LayerNorm(16), nn.GELU(), nn.Linear(16, 16), nn.LayerNorm(16), nn.GELU(), nn.Linear(16, 1))
opt = torch.optim.Adam(small.parameters(), lr=1e-3)
x, t = torch.randn(32, 8), torch.randn(32, 1)`,
      run: "for _ in range(100):\n    opt.zero_grad()\n    F.mse_loss(small(x), t).backward()\n    opt.step()",
    },
    {
      work: "statistics and histogram",
      shape: [10_000_000],
      setup: "x = torch.randn(10000000)",
      run: "lnnb.distribution(x)",
      torchRun: "h = torch.histc(x, 60)\ns = (x.mean(), x.std(), x.min(), x.max())",
      numpy: {
        setup: "import numpy as np\nx = np.random.randn(10000000).astype(np.float32)",
        run: "h = np.histogram(x, 60)\ns = (x.mean(), x.std(), x.min(), x.max())",
      },
    },
    {
      work: "statistics, histogram and quantiles",
      shape: [10_000_000],
      setup: "x = torch.randn(10000000)",
      run: "lnnb.distribution(x)",
      // All that a distribution's table has. torch.quantile takes no more than 2^24 elements.
      torchRun: `h = torch.histc(x, 60)
m, s = x.mean(), x.std()
z = (x - m) / s
t = (x.min(), x.max(), (z ** 3).mean(), (z ** 4).mean() - 3, (x == 0).sum(), x.isnan().sum(), x.isinf().sum())
q = torch.quantile(x, torch.tensor([0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]))`,
      numpy: {
        setup: "import numpy as np\nx = np.random.randn(10000000).astype(np.float32)",
        run: `h = np.histogram(x, 60)
m, s = x.mean(), x.std()
z = (x - m) / s
t = (x.min(), x.max(), (z ** 3).mean(), (z ** 4).mean() - 3, (x == 0).sum(), np.isnan(x).sum(), np.isinf(x).sum())
q = np.quantile(x, [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99])`,
      },
    },
    ...gradientChecks,
  ].map(toWork(session));
}
