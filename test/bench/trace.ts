/**
 * Memory of lnnb.trace against the depth of the model: each depth in a worker of a process of its own. Exits with 1 where the
 * peak grows with the depth.
 * usage: npm run bench -- trace [depth...]
 */
import { spawnSync } from "node:child_process";
import { isMainThread } from "node:worker_threads";
import { nodeWorkers } from "../../src/kernel/node-worker.ts";
import { startSession } from "../../src/kernel/session.ts";

const mebibyte = 2 ** 20;
const worker = "--one";
/** Between the lowest and the highest peak: what collections leave to chance. */
const noise = 128;
const depths = process.argv.slice(2).map(Number).filter(Number.isInteger);

/** 4.2 million activations a module, in layers whose kinds alternate. */
const cell = (modules: number, repeats: boolean): string => `
torch.manual_seed(0)
layers = [layer for i in range(${modules / 2}) for layer in (nn.LayerNorm(1024), nn.GELU())]
class Stack(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(layers)
    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x
model = ${repeats ? "Stack()" : "nn.Sequential(*layers)"}
t = lnnb.trace(model, torch.randn(4096, 1024), loss=lambda y: y.pow(2).mean())
assert len(t.modules) == ${modules} and all(m.gradient is not None for m in t.modules)`;

async function one(modules: number, repeats: boolean): Promise<void> {
  const session = startSession(nodeWorkers(new URL(import.meta.url)), { preloaded: true });
  const run = async (source: string): Promise<void> => {
    const sink = { write: (_stream: unknown, text: string) => process.stderr.write(text), display: () => undefined };
    const result = await session.run({ source, file: "Cell In[1]", interactive: true }, sink);
    if (result.status !== "ok") throw new Error(JSON.stringify(result));
  };
  await run("lnnb.trace(nn.Linear(4, 4), torch.randn(2, 4))");
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss() / mebibyte);
  }, 10);
  const began = performance.now();
  await run(cell(modules, repeats));
  clearInterval(watch);
  console.log(JSON.stringify({ peak, seconds: (performance.now() - began) / 1000 }));
  await session.end();
}

function all(): void {
  for (const repeats of [false, true]) {
    const peaks = (depths.length > 0 ? depths : [25, 50, 100, 200].map((n) => 2 * Math.round(n / 2))).map((modules) => {
      const [, script] = process.argv;
      const { stdout, stderr } = spawnSync(process.execPath, [script, worker, String(modules), String(repeats)]);
      const line = String(stdout).trim().split("\n").at(-1) ?? "";
      if (!line.startsWith("{")) throw new Error(String(stderr));
      const { peak, seconds } = JSON.parse(line) as { peak: number; seconds: number };
      console.log(
        `trace of ${modules} modules (${repeats ? "ModuleList" : "Sequential"}): ${peak.toFixed(0)} MB at most, ${seconds.toFixed(1)} s`,
      );
      return peak;
    });
    const growth = Math.max(...peaks) - Math.min(...peaks);
    console.log(`from the lowest peak to the highest: ${growth.toFixed(0)} MB, of ${noise}`);
    if (growth > noise) process.exitCode = 1;
  }
}

if (!isMainThread) await import("../../src/kernel/worker.ts");
else if (process.argv[2] === worker) await one(Number(process.argv[3]), process.argv[4] === "true");
else all();
