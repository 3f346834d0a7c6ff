/**
 * The engine beside its peers. Each work is run by ours and by every peer that is installed, in turns, and the medians are
 * compared, with as many threads: ratio = peer's time / ours. Prints a table and writes bench-results.json.
 * usage: npm run bench [-- --quick] [--rounds=N] [--only=TEXT] [--cpu]     (--quick: the norms beside torch, numpy and a copy)
 * `--cpu` counts processor time, all threads: for a machine that does other work too. It says nothing of peers with two threads.
 */
import { writeFileSync } from "node:fs";
import { isMainThread, workerData } from "node:worker_threads";
import { type HelperStartup, runHelper } from "../../src/engine/wasm/helper.ts";
import { setThreadCount, useArena, useThreads } from "../../src/engine/wasm/index.ts";
import { wasm } from "../../src/engine/wasm/module.ts";
import { nodeCollector } from "../../src/kernel/collector.ts";
import { nodeThreads } from "../../src/kernel/compute-threads.ts";
import { cellWorks, openSession } from "./engine/cells.ts";
import { copyOf, normBoth, normForward, normShapes, residualNorm, residualShapes } from "./engine/norms.ts";
import { Peer, peerKinds } from "./engine/peers.ts";
import { decades } from "./engine/scaling.ts";
import type { Work } from "./engine/work.ts";

interface Row {
  readonly work: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly threads: number;
  readonly node: string;
  readonly peer: string;
  readonly ratio: number;
  readonly ours_ms: number;
  readonly peer_ms: number;
}

const option = (name: string): string | undefined =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
const isQuick = process.argv.includes("--quick");
const rounds = Number(option("rounds") ?? (isQuick ? 5 : 7));
const only = option("only") ?? "";
/** A measurement repeats until it takes this long, so that clocks and wake-ups do not count. */
const measureMs = isQuick ? 4 : 12;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

/** Something that can be timed: seconds a repetition. */
interface Contestant {
  readonly peer: Peer | null;
  readonly name: string;
  readonly threads: number;
  repeats: number;
  /** One measurement took so long that it is the only one. */
  isSlow: boolean;
  readonly times: number[];
  measure(repeats: number): Promise<number>;
}

const contestant = (
  name: string,
  threads: number,
  peer: Peer | null,
  measure: (repeats: number) => Promise<number>,
): Contestant => ({ name, threads, peer, measure, repeats: 1, isSlow: false, times: [] });

const countsProcessor = process.argv.includes("--cpu");

/** Seconds. */
function clock(): number {
  const { user, system } = process.cpuUsage();
  return countsProcessor ? (user + system) / 1e6 : performance.now() / 1e3;
}

function here(run: (threads: number) => void, threads = 1): (repeats: number) => Promise<number> {
  return async (repeats) => {
    setThreadCount(threads);
    const start = clock();
    for (let i = 0; i < repeats; i++) run(threads);
    return (clock() - start) / repeats;
  };
}

/** How long ours runs before it is measured: V8 optimizes in the background, on a busy machine late. */
const warmMs = 150;

/** A peer's measurement that takes longer is not repeated: the whole benchmark is to end within a coffee break. */
const slowSeconds = 2.5;

/** Warms up, and finds how often to repeat. */
async function calibrate(one: Contestant): Promise<void> {
  const began = performance.now();
  while (one.peer === null && performance.now() - began < warmMs) await one.measure(1);
  for (let step = 0; step < 4; step++) {
    const seconds = await one.measure(one.repeats);
    if (seconds > slowSeconds && one.peer !== null) {
      one.isSlow = true;
      one.times.push(seconds);
    }
    // What takes this long is warm after once.
    if (seconds > 0.5) return;
    one.repeats = Math.max(1, Math.min(20000, Math.round(measureMs / 1e3 / Math.max(seconds, 1e-7))));
  }
}

/** A contestant that has been measured for so many seconds stands aside: its peers may take part for longer. */
const longestSeconds = 5;
/** Who has waited for its turn finds its memory and its processor cold. What takes longer than this is warm soon enough. */
const warmedSeconds = 0.2;

async function takeTurns(all: readonly Contestant[]): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (const one of all) {
      const spent = one.times.reduce((sum, seconds) => sum + seconds, 0) * one.repeats;
      if (one.isSlow || spent >= longestSeconds) continue;
      const last = one.times.at(-1) ?? 0;
      if (last * one.repeats < warmedSeconds) await one.measure(Math.ceil(one.repeats / 4));
      one.times.push(await one.measure(one.repeats));
    }
  }
}

async function contestants(work: Work, peers: readonly Peer[]): Promise<Contestant[]> {
  const run = work.ours();
  const counts = work.isSingle === true ? [1] : [...new Set([1, ...peers.map(({ kind }) => kind.threads)])];
  const all = counts.map((threads) => contestant("ours", threads, null, here(run, threads)));
  const copy = work.elements > 0 ? copyOf(work.elements) : null;
  if (copy !== null) all.push(contestant("copy", 1, null, here(copy)));
  for (const peer of peers) {
    const { language, threads, isForProducts } = peer.kind;
    if ((work.isSingle === true && threads > 1) || (isForProducts === true && work.hasProducts !== true)) continue;
    const statement = language === "script" ? undefined : work[language];
    const setup = language === "script" ? work.script : statement?.setup.replaceAll("THREADS", String(threads));
    if (setup === undefined) continue;
    const problem = await peer.prepare(setup);
    if (problem !== null) console.log(`  ${peer.kind.name} (${threads}): ${problem}`);
    else all.push(contestant(peer.kind.name, threads, peer, (n) => peer.seconds(statement?.run ?? "", n)));
  }
  return all;
}

async function measure(work: Work, peers: readonly Peer[]): Promise<Row[]> {
  const all = await contestants(work, peers);
  for (const one of all) await calibrate(one);
  await takeTurns(all);
  const isOurs = ({ name }: Contestant): boolean => name === "ours";
  const ours = new Map(all.filter(isOurs).map(({ threads, times }) => [threads, median(times) * 1e3]));
  const others = all.filter((one) => !isOurs(one));
  return others.map((one) => {
    const oursMs = ours.get(one.threads) ?? Number.NaN;
    const peerMs = median(one.times) * 1e3;
    return {
      work: work.work,
      shape: work.shape,
      dtype: work.dtype ?? "float32",
      threads: one.threads,
      node: process.version,
      peer: one.name,
      ratio: peerMs / oursMs,
      ours_ms: oursMs,
      peer_ms: peerMs,
    };
  });
}

function print(rows: readonly Row[]): void {
  if (rows.length === 0) return;
  const [{ work, shape }] = rows;
  const ours = [...new Map(rows.map((row) => [row.threads, row.ours_ms]))].sort(([a], [b]) => a - b);
  const times = ours.map(([threads, ms]) => `${ms.toPrecision(3)} ms (${threads})`);
  console.log(`${work} [${shape.join(", ")}]: ours ${times.join(", ")}`);
  for (const { peer, threads, ratio, peer_ms: ms } of rows) {
    console.log(
      `  ${`${peer} (${threads})`.padEnd(26)} ${ms.toPrecision(3).padStart(9)} ms  ${ratio.toFixed(2).padStart(8)}x`,
    );
  }
}

/** The peers that can be used, and how to get the others. */
async function findPeers(): Promise<Peer[]> {
  const found: Peer[] = [];
  const probes = { torch: "import torch", numpy: "import numpy", script: '{"norm": [32, 768], "backward": false}' };
  const wanted = peerKinds.filter(
    ({ language, threads }) => (!isQuick || language !== "script") && (!countsProcessor || threads === 1),
  );
  for (const kind of wanted) {
    const peer = new Peer(kind, countsProcessor ? "process_time" : "perf_counter");
    const problem = await peer.prepare(probes[kind.language]);
    if (problem === null) found.push(peer);
    else {
      peer.end();
      console.log(`without ${kind.name} (${problem}): ${kind.install}`);
    }
  }
  return found;
}

async function main(): Promise<void> {
  useArena(nodeCollector());
  useThreads(nodeThreads(new URL(import.meta.url)));
  console.log(
    `Node ${process.version}, ${wasm()?.isRelaxed === true ? "relaxed SIMD" : "SIMD"}, ${rounds} rounds in turns`,
  );
  const peers = await findPeers();
  const norms = [...normShapes.map(normForward), ...normShapes.map(normBoth)];
  const works = isQuick ? norms : [...norms, ...residualShapes.map(residualNorm), ...cellWorks(openSession())];
  const rows: Row[] = [];
  for (const work of works) {
    if (!work.work.includes(only)) continue;
    const measured = await measure(work, peers);
    print(measured);
    rows.push(...measured);
  }
  for (const peer of peers) peer.end();
  if (!isQuick && "per element".includes(only)) {
    for (const { work, elements, ours, copy } of decades(clock)) {
      const row = { dtype: "float32", threads: 1, node: process.version, peer: "copy" };
      rows.push({ work, shape: [elements], ...row, ratio: copy / ours, ours_ms: ours, peer_ms: copy });
      console.log(`${work} ${elements.toExponential(0)}: ${((ours * 1e6) / elements).toFixed(3)} ns an element`);
    }
  }
  writeFileSync("bench-results.json", `${JSON.stringify(rows, null, 1)}\n`);
}

// This file is also the script of the threads that compute for it.
if (isMainThread) await main();
else runHelper(workerData as HelperStartup); // given by nodeThreads
