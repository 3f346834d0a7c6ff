/**
 * What a figure of large tensors costs: the bytes of its payload and the time that the call takes, for each call of lnnb.
 * usage: npm run bench -- figures [elements]   (10,000,000 where none is given)
 */

import { sourceOf } from "../../src/engine/statistics/index.ts";
import { useArena } from "../../src/engine/wasm/index.ts";
import { FIGURE_MIME, type Payload } from "../../src/figures/payload.ts";
import { payloadToText } from "../../src/figures/text.ts";
import { nodeCollector } from "../../src/kernel/collector.ts";
import { createInterpreter } from "../../src/language/interpreter.ts";
import { head } from "../../src/language/modules/lnnb/build/common.ts";
import { comparisonOf } from "../../src/language/modules/lnnb/build/comparison.ts";

const elements = Number(process.argv[2] ?? 10_000_000);
const columns = 1000;
const rows = Math.round(elements / columns);
const limit = { bytes: 64 * 1024, milliseconds: 100 };
const repeats = 7;

let shown: string[] = [];
useArena(nodeCollector());
const interpreter = createInterpreter(
  {
    write: () => undefined,
    display: (data) => {
      if (FIGURE_MIME in data) shown.push(JSON.stringify(data[FIGURE_MIME]));
    },
    now: () => Date.now(),
    interrupt: new Int32Array(1),
    sleep: () => undefined,
  },
  { preloaded: true },
);

function run(source: string): void {
  shown = [];
  const outcome = interpreter.run({ source, file: "Cell In[1]", interactive: true });
  if (outcome.status === "error") throw new Error(outcome.error.traceback);
}

/** Besides the figure, these compute what they show: the time of `without` is what the mathematics alone takes. */
const calls: readonly { readonly call: string; readonly without?: string }[] = [
  { call: "lnnb.distribution(x)" },
  { call: "lnnb.distribution(before=x, after=y)" },
  { call: "lnnb.distribution(x.double())", without: "x.double()" },
  { call: "lnnb.distribution(x.half())", without: "x.half()" },
  { call: "lnnb.distribution(x, per='token')" },
  { call: "lnnb.compare(x, y)" },
  { call: "lnnb.compare(x, x)" },
  { call: "lnnb.compare(x, z)" },
  { call: "lnnb.compare(x.double(), z.double())", without: "x.double(); z.double()" },
  { call: "lnnb.heatmap(x)" },
  { call: "lnnb.scatter(x, y)" },
  { call: "lnnb.lines(x[:, 0], y[:, 0])" },
  { call: "lnnb.lines(x.flatten())" },
  { call: "lnnb.sweep(lambda eps: x[0, 0] + eps, eps=[1e-8, 1e-5, 1e-2])" },
  { call: "lnnb.scatter(x, y, curves={'x': lambda x: x})" },
  { call: "lnnb.bars(x[0, :64])" },
  { call: "lnnb.table({'x': x, 'y': y})" },
  { call: "lnnb.steps(norm, x)", without: "norm(x)" },
  {
    call: "lnnb.gradient_terms(norm, x, y)",
    without: "leaf = x.clone().requires_grad_(); norm(leaf).backward(y)",
  },
  {
    call: "lnnb.trace(norm, x, loss=lambda y: y.pow(2).mean())",
    without: "leaf = x.clone().requires_grad_(); norm(leaf).pow(2).mean().backward()",
  },
];

/** What check_gradients makes of gradients that are there: all of it but the differences, which are the function's own work. */
function gradientReport(): { bytes: number; milliseconds: number } {
  const first = Float64Array.from({ length: rows * columns }, (_, i) => Math.sin(i));
  const [analytic, numeric] = [sourceOf(first), sourceOf(first.map((value, i) => value + 1e-9 * Math.cos(7 * i)))];
  const tolerance = { atol: 1e-5, rtol: 1e-3, type: "float64" } as const;
  let bytes = 0;
  const times = Array.from({ length: repeats }, () => {
    const began = performance.now();
    const comparison = comparisonOf(analytic, numeric, [rows, columns], tolerance, { points: 1200 });
    const payload: Payload = {
      ...head("check_gradients", "Gradients"),
      function: "f",
      ok: comparison.ok,
      eps: 1e-6,
      source: "manual",
      tensors: [{ name: "x", kind: "input", comparison }],
    };
    bytes = JSON.stringify(payload).length;
    payloadToText(payload);
    return performance.now() - began;
  });
  return { bytes, milliseconds: Math.min(...times) };
}

/** The best time of a call: other work of the machine only adds to it. */
function time(source: string): number {
  const times = Array.from({ length: repeats }, () => {
    const began = performance.now();
    run(source);
    return performance.now() - began;
  });
  return Math.min(...times);
}

run(`torch.manual_seed(0)
x = torch.randn(${rows}, ${columns})
y = x + torch.randn(${rows}, ${columns}) * 1e-6
z = x * 2 + 1
norm = nn.LayerNorm(${columns})`);
console.log(`${(rows * columns).toLocaleString("en")} elements a tensor; the best of ${repeats} runs`);
console.log(`${"call".padEnd(56)} ${"payload".padStart(9)} ${"time".padStart(9)}   of that the mathematics`);
for (const { call, without } of calls) {
  try {
    run(call);
  } catch (error) {
    console.log(
      `${call.padEnd(56)} ${String(error instanceof Error ? error.message : error)
        .split("\n")
        .at(-1)}`,
    );
    continue;
  }
  const bytes = Math.max(...shown.map((text) => text.length));
  const taken = time(call);
  const mathematics = without === undefined ? 0 : time(without);
  const kept = bytes <= limit.bytes && taken - mathematics <= limit.milliseconds;
  console.log(
    `${call.padEnd(56)} ${(bytes / 1024).toFixed(1).padStart(5)} KiB ${taken.toFixed(0).padStart(6)} ms   ${without === undefined ? "" : `${mathematics.toFixed(0)} ms`}${kept ? "" : "  over"}`,
  );
}
const report = gradientReport();
console.log(
  `${"check_gradients' report of gradients in float64".padEnd(56)} ${(report.bytes / 1024).toFixed(1).padStart(5)} KiB ${report.milliseconds.toFixed(0).padStart(6)} ms${report.bytes <= limit.bytes && report.milliseconds <= limit.milliseconds ? "" : "  over"}`,
);
