/** Cells that use lnnb as the notebooks do not: defaults, labels from the source, options, and errors. */
import type { Sample } from "./samples.ts";

const imports = `
import torch
import torch.nn as nn
import torch.nn.functional as F
import lnnb

def problem(f):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, str(error))
`;

const data = `
torch.manual_seed(0)
x = torch.randn(6, 8)
y = F.layer_norm(x, (8,))
v = torch.linspace(0.5, 2.0, 6)
`;

const cells: readonly string[] = [
  imports,
  data,
  // What was shown and what comes back.
  "d = lnnb.distribution(x)\nprint(d, d.mean, d.nan, d.count)",
  "d = lnnb.distribution(before=x, after=y, per='token')\nprint(d.before, d.after.std, len(d.groups['before: x']), list(d.series))",
  "lnnb.distribution({'a': x * 1e-5, 'b': torch.cat([y.flatten(), torch.tensor([float('nan'), float('inf')])])}, bins=7)",
  "lnnb.distribution(torch.zeros(5), torch.full((3, 4), 2.5), torch.tensor([]), title='constants')",
  "lnnb.distribution(torch.randn(2, 3, 40, 4), per='row')",
  "c = lnnb.compare(x, x + 1e-3 * torch.randn(6, 8))\nprint(c, c.worst.index, c.mismatches, bool(c))",
  "c = lnnb.compare(x.half(), x)\nprint(c.ok, c.max_ulp <= 1, c.equal)",
  "c = lnnb.compare([1.0, float('nan'), 2.0], [1.0, float('nan'), float('inf')])\nprint(c, c.worst)",
  "c = lnnb.compare(x.bfloat16(), y.bfloat16(), atol=5.0)\nprint(c.ok, c.max_ulp)",
  "print(lnnb.steps(nn.LayerNorm(8), x, rows=[0, -1]).mean.shape)",
  "s = lnnb.steps(nn.RMSNorm((2, 4), eps=1e-5), x.view(6, 2, 4))\nprint(s, s.ms.shape, s.rstd.dtype)",
  "t = lnnb.gradient_terms(nn.LayerNorm(8), x, torch.ones(6, 8))\nprint(t.max_sum < 1e-10, t.dx.shape)",
  "check = lnnb.check_gradients(lambda a, b: (a * b).sum(), x[0], y[0])\nprint(check.ok, list(check.tensors))",
  "torch.manual_seed(1)\ncheck = lnnb.check_gradients(nn.Sequential(nn.Linear(3, 2), nn.Tanh()), torch.randn(4, 3))\nprint(list(check.tensors))",
  "check = lnnb.check_gradients(torch.sin, x[0], manual=lambda a: torch.cos(a))\nprint(check.ok)",
  "check = lnnb.check_gradients(torch.exp, x[0], manual=lambda g, a: 1.01 * g * a.exp(), title='wrong')\nprint(check)\nprint(check.worst)",
  "check = lnnb.check_gradients(lambda a: a ** 2, torch.arange(1.0, 31.0), max_elements=10)\nprint(int(check.numeric['torch.arange(1.0, 31.0)'].isnan().sum()))",
  "torch.manual_seed(2)\nmodel = nn.Sequential(nn.Linear(8, 16), nn.Tanh(), nn.LayerNorm(16), nn.Linear(16, 2))\nt = lnnb.trace(model, x)\nprint(t, t.names, t.by_name['2'])",
  "t = lnnb.trace(nn.LayerNorm(8), x, loss=lambda out: out.sum())\nprint(t.names, t.modules[0].rstd > 0)",
  "t = lnnb.trace(model, x / 0, title='broken')\nprint(t.first_bad, t.ok)",
  "lnnb.lines(v)",
  "lnnb.lines(x, v.repeat(2)[:8], x=torch.arange(8) * 2)",
  "lnnb.lines({'before': v, 'after': 2 * v}, log_y=True, markers=True, bands={'after': (v, 3 * v)})",
  "lnnb.lines(torch.sin(torch.arange(6000.0) / 100))",
  "lnnb.bars(v)\nlnnb.bars({'one': 1, 'two': 2.5})\nlnnb.bars(before=v, after=v + 1, x=v, markers=v, errors={'before': v / 10})",
  "s = lnnb.sweep(lambda eps: F.layer_norm(x, (8,), eps=eps).std(), eps=[0.0, 1e-5, 1e-2])\nprint(s.x, list(s.values))",
  "s = lnnb.sweep(lambda t: (t, t * t), scale=torch.tensor([1.0, 2.0, 3.0]))\nprint(s.values)",
  "lnnb.scatter(x, y, diagonal=True)\nlnnb.scatter({'a': (v, v * v)}, curves={'square': lambda t: t * t}, log_x=True)",
  "torch.manual_seed(3)\nlnnb.scatter(torch.randn(5000), torch.randn(5000))",
  "h = lnnb.heatmap(x)\nprint(h.min, h.zeros)",
  "lnnb.heatmap(torch.arange(200 * 130.0).view(2, 100, 130), center=None)\nlnnb.heatmap(v, y=['only'], center=1.0)",
  "lnnb.table({'name': ['a', 'b'], 'value': [1, 2.5], 'ok': [True, None]})\nlnnb.table(x[:3, :2], columns=['p', 'q'])",
  "lnnb.table([{'a': 1, 'b': 'x'}, {'a': torch.tensor(2.0)}], title='dicts')\nlnnb.table([[1, 2], [3]], rows=['r', 's'])",
  "print(lnnb.quiz('What?', ['this', 'that'], 'that', why='because'))",
  "def f(eps=1e-5, norm='layer', affine=True, rows=3):\n    lnnb.bars(v * eps)\n    print(norm, affine)\n    return rows\ni = lnnb.interact(f, eps=(1e-12, 1e-1), norm=['rms', 'layer'], affine=True, rows=(1, 9))\nprint(i, i.settings, repr(i.text))",
  "i = lnnb.interact(lambda a, b, c: 1 / 0, a=(0.0, 1.0), b=range(3), c={'x': 1})\nprint(i)",
  // Errors.
  "problem(lambda: lnnb.distribution())\nproblem(lambda: lnnb.distribution(x, bins=0))\nproblem(lambda: lnnb.distribution('text'))\nproblem(lambda: lnnb.distribution(torch.tensor(1.0), per='token'))",
  "problem(lambda: lnnb.compare(x, v))\nproblem(lambda: lnnb.compare(x, y, atol=-1))\nproblem(lambda: lnnb.compare([[1, 2], [3]], [1]))",
  "problem(lambda: lnnb.check_gradients(3, x))\nproblem(lambda: lnnb.check_gradients(torch.sin))\nproblem(lambda: lnnb.check_gradients(torch.sin, x, manual=lambda g, a: (a, a)))\nproblem(lambda: lnnb.check_gradients(lambda a: a + torch.rand(()), v))",
  "problem(lambda: lnnb.steps(nn.Linear(8, 8), x))\nproblem(lambda: lnnb.steps(nn.LayerNorm(4), x))\nproblem(lambda: lnnb.steps(nn.LayerNorm(8), x, rows=9))\nproblem(lambda: lnnb.gradient_terms(nn.LayerNorm(8), x, v))",
  "problem(lambda: lnnb.trace(torch.sin, x))\nproblem(lambda: lnnb.trace(nn.Linear(8, 2)))\nproblem(lambda: lnnb.trace(nn.Linear(8, 2), x, loss=lambda out: out))",
  "problem(lambda: lnnb.lines())\nproblem(lambda: lnnb.lines(v, x=[1, 2]))\nproblem(lambda: lnnb.lines(x.view(2, 3, 8)))\nproblem(lambda: lnnb.bars(v, x=['a']))\nproblem(lambda: lnnb.bars(v, v, errors=v))",
  "problem(lambda: lnnb.sweep(torch.sin))\nproblem(lambda: lnnb.sweep(lambda t: 'text', t=[1]))\nproblem(lambda: lnnb.scatter(v))\nproblem(lambda: lnnb.scatter(v, x))\nproblem(lambda: lnnb.heatmap(x, x=['a']))",
  "problem(lambda: lnnb.table({'a': [1], 'b': [1, 2]}))\nproblem(lambda: lnnb.table(v))\nproblem(lambda: lnnb.quiz('q', ['a', 'b'], 'c'))\nproblem(lambda: lnnb.quiz('q'))\nproblem(lambda: lnnb.interact(f))\nproblem(lambda: lnnb.interact(f, depth=(1, 2)))",
];

export const calls: Sample = {
  name: "calls",
  title: "",
  question: "",
  cells: cells.map((source, i) => ({ id: `calls-${i}`, source: source.trim(), tags: [], hasOutputs: false })),
};
