/**
 * Time against size: layer norm and statistics of 1e5 to 1e9 float32 elements, which above memory stream through the same
 * buffers. Prints nanoseconds an element beside a copy's, and how far each decade lies from the cheapest.
 * usage: npm run bench -- decades [--cpu]
 */
import { useArena } from "../../src/engine/wasm/index.ts";
import { nodeCollector } from "../../src/kernel/collector.ts";
import { decades } from "./engine/scaling.ts";

const countsProcessor = process.argv.includes("--cpu");

/** Seconds. */
function clock(): number {
  const { user, system } = process.cpuUsage();
  return countsProcessor ? (user + system) / 1e6 : performance.now() / 1e3;
}

useArena(nodeCollector());
const cheapest = new Map<string, number>();
const found = [...decades(clock)].map(({ work, elements, ours, copy }) => {
  const nanoseconds = (ours * 1e6) / elements;
  cheapest.set(work, Math.min(cheapest.get(work) ?? Infinity, nanoseconds));
  return { work, elements, nanoseconds, copy: (copy * 1e6) / elements };
});
for (const { work, elements, nanoseconds, copy } of found) {
  const beside = `a copy ${copy.toFixed(3)}, ${(nanoseconds / (cheapest.get(work) ?? nanoseconds)).toFixed(2)}x the cheapest decade`;
  console.log(`${work} ${elements.toExponential(0)}: ${nanoseconds.toFixed(3)} ns (${beside})`);
}
