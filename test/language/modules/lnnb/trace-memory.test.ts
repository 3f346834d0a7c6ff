/** How much memory a trace takes as its model grows deeper, by what the arena has grown to. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { arenaStatistics, useArena } from "../../../../src/engine/wasm/index.ts";
import { nodeCollector } from "../../../../src/kernel/collector.ts";
import { traceLimits } from "../../../../src/language/modules/lnnb/trace/passes.ts";
import { openNotebook } from "./cell.ts";

const mebibyte = 2 ** 20;

test("a trace of four times as many modules takes no more memory, in a row or in a loop", () => {
  traceLimits.saved = 8 * mebibyte;
  traceLimits.places = 4 * mebibyte;
  const notebook = openNotebook();
  const setUp = notebook.run(`
class Loop(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.layers = nn.ModuleList(layers)
    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x
x = torch.randn(512, 1024)
def layers(count):
    return [layer for _ in range(count // 2) for layer in (nn.LayerNorm(1024), nn.Tanh())]`);
  assert.equal(setUp.error, "");
  useArena(nodeCollector());
  /** Megabytes that the arena has grown to. Each module's output has two of them. */
  const grownTo = (model: string, modules: number): number => {
    const { error, figures } = notebook.run(`lnnb.trace(${model}, x + 0, loss=lambda y: y.pow(2).mean())`);
    assert.equal(error, "");
    const [payload] = figures;
    assert.ok(payload?.kind === "trace" && payload.modules.length === modules);
    assert.ok(payload.modules.every(({ backward }) => backward !== null));
    return (arenaStatistics()?.reserved ?? 0) / mebibyte;
  };
  const shallow = grownTo("Loop(layers(32))", 32);
  for (const model of ["Loop(layers(128))", "nn.Sequential(*layers(128))"]) {
    const deep = grownTo(model, 128);
    // Some of it is what the next collection would have given back.
    assert.ok(deep < shallow + 40, `${model}: ${deep} MB for 128 modules, ${shallow} MB for 32`);
  }
});
