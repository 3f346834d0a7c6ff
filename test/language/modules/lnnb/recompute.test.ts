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
  assert.match(parts.notes.at(-1) ?? "", /computed again, part by part/);
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

test("parts that give tuples are run as they are; running statistics are not counted twice", () => {
  notebook.run(`
class Pair(nn.Module):
    def __init__(self):
        super().__init__()
        self.l = nn.Linear(4, 4)
    def forward(self, x):
        return self.l(x), x
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList([Pair() for _ in range(4)])
    def forward(self, x):
        for block in self.blocks:
            x, _ = block(x)
        return x
b = nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Linear(4, 4))`);
  assert.equal(traceOf("lnnb.trace(Net(), torch.randn(3, 4), recompute=True)").modules.length, 8);
  assert.match(
    notebook.run("lnnb.trace(b, torch.randn(3, 4), recompute=True)").error,
    /^ValueError: trace\(\): recompute=True would count a batch twice .* call model\.eval\(\) first$/,
  );
});
