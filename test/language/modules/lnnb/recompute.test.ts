import assert from "node:assert/strict";
import { test } from "node:test";
import type { PayloadOf } from "../../../../src/figures/payload.ts";
import { openNotebook } from "./cell.ts";

const notebook = openNotebook();

function traceOf(source: string): PayloadOf<"trace"> {
  const { figures, error } = notebook.run(source);
  assert.equal(error, "");
  const [payload] = figures;
  if (payload?.kind !== "trace") throw new Error("no trace");
  return payload;
}
/** With and without: the same figure, but for the note that says so. */
function bothWays(setUp: string, call: string): void {
  notebook.run(setUp);
  const plain = traceOf(`torch.manual_seed(1)\nlnnb.trace(${call}, recompute=False)`);
  const parts = traceOf(`torch.manual_seed(1)\nlnnb.trace(${call}, recompute=True)`);
  assert.deepEqual(parts.modules, plain.modules);
  assert.equal(parts.loss, plain.loss);
  assert.match(parts.notes.at(-1) ?? "", /computed again, a stretch at a time/);
  assert.ok(plain.modules.every(({ backward }) => backward !== null));
}

test("a long row of modules, computed again in parts, gives the same distributions and gradients", () => {
  bothWays(
    "torch.manual_seed(0)\nm = nn.Sequential(*[l for _ in range(5) for l in (nn.Linear(8, 8), nn.LayerNorm(8), nn.GELU())])\nx = torch.randn(6, 8)",
    "m, x, loss=lambda y: y.pow(2).mean()",
  );
});

test("so do blocks in a list, a module that is called twice, rows inside of rows, and dropout with its draws", () => {
  bothWays(
    `
torch.manual_seed(0)
class Block(nn.Module):
    def __init__(self, act):
        super().__init__()
        self.norm = nn.LayerNorm(8)
        self.act = act
        self.inner = nn.Sequential(nn.Linear(8, 8), act, nn.Dropout(0.3), nn.Linear(8, 8))
    def forward(self, x, scale=1.0):
        return x + scale * self.act(self.inner(self.norm(x)))
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        act = nn.Tanh()
        self.embed = nn.Embedding(10, 8)
        self.blocks = nn.ModuleList([Block(act) for _ in range(5)])
        self.head = nn.Linear(8, 3)
    def forward(self, ids):
        x = self.embed(ids)
        for block in self.blocks:
            x = block(x, scale=0.5)
        return self.head(x)
m = Net()
ids = torch.randint(0, 10, (4, 6))`,
    "m, ids",
  );
  assert.equal(notebook.run("print([n for n, k in m.named_modules() if 'forward' in vars(k)])").stdout, "[]\n");
});

const pairs = `
class Pair(nn.Module):
    def __init__(self):
        super().__init__()
        self.l = nn.Linear(4, 4)
    def forward(self, state):
        return {"x": self.l(state["x"]).tanh(), "past": (state["x"], state["past"])}
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        for i in range(6):
            setattr(self, f"block{i}", Pair())
        self.head = nn.Linear(4, 1)
    def forward(self, x):
        state = {"x": x, "past": None}
        for i in range(6):
            print("block", i)
            state = getattr(self, f"block{i}")(state)
        return self.head(state["x"]) + state["past"][1][0].sum(), state["x"]`;

test("blocks by any name that give dictionaries and tuples; what they print is printed once", () => {
  bothWays(`torch.manual_seed(0)\n${pairs}\nm = Net()\nx = torch.randn(3, 4)`, "m, x");
  assert.equal(notebook.run("t = lnnb.trace(m, x, recompute=True)").stdout.match(/block/g)?.length, 6);
});

test("running statistics count a batch once, in-place steps and rows within rows are done again as they were", () => {
  notebook.run(`
torch.manual_seed(0)
block = lambda: nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4), nn.ReLU(inplace=True), nn.Dropout(0.5))
def fresh():
    torch.manual_seed(0)
    return nn.Sequential(nn.Sequential(*[block() for _ in range(3)]), block(), block())
x = torch.randn(8, 4)
a, b, c = fresh(), fresh(), fresh()
torch.manual_seed(5); a(x); drawn = torch.rand(2)`);
  const trace = (model: string, recompute: string) =>
    traceOf(`torch.manual_seed(5); lnnb.trace(${model}, x, recompute=${recompute})`);
  const parts = trace("b", "True");
  assert.match(parts.notes.at(-1) ?? "", /computed again/);
  assert.equal(notebook.run("print(torch.equal(torch.rand(2), drawn))").stdout, "True\n");
  assert.deepEqual(parts.modules, trace("c", "False").modules);
  const same = "all(torch.equal(p, q) for p, q in zip(a.buffers(), b.buffers()))";
  assert.equal(notebook.run(`print(${same}, int(b[1][1].num_batches_tracked))`).stdout, "True 1\n");
});

test("a model that does not do the same again keeps its activations, and the figure says so", () => {
  notebook.run(`
class Counting(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(4, 4) for _ in range(8)])
        self.calls = 0
    def forward(self, x):
        self.calls += 1
        for layer in self.layers:
            x = torch.tanh(layer(x) * self.calls)
        return x
torch.manual_seed(0)
m, n = Counting(), Counting()
n.load_state_dict(m.state_dict())
n.calls = 2
x = torch.randn(3, 4)`);
  const found = traceOf("lnnb.trace(m, x, recompute=True)");
  assert.match(found.notes.at(-1) ?? "", /All activations were kept: a second run of this model does not do the same/);
  assert.ok(found.modules.every(({ backward }) => backward !== null));
});

test("errors of a model and of its gradient are told as they are", () => {
  notebook.run(`
class Bad(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(4, 4) for _ in range(6)])
    def forward(self, x):
        for layer in self.layers:
            y = layer(x).exp()
            z = y * 2
            y.add_(1)
            x = z + y
        return x`);
  for (const recompute of ["True", "False"]) {
    assert.match(
      notebook.run(`lnnb.trace(Bad(), torch.randn(3, 4), recompute=${recompute})`).error,
      /^RuntimeError: one of the variables needed for gradient computation has been modified by an inplace operation: \[torch\.FloatTensor \[3, 4\]\], which is output 0 of ExpBackward0, is at version 1; expected version 0 instead/,
    );
  }
});
