/**
 * Compares our interpreter with the machine's CPython.
 * usage: node scripts/run.mjs differential --file FILE...   the programs of a file, separated by lines of `#%%`
 *        node scripts/run.mjs differential --lines FILE     each line an expression to print (`!` first: a statement), after
 *                                                           what is above the file's line `#%%`
 *        node scripts/run.mjs differential --seeds A..B [--most N]   the random programs of the seeds; the first N (10)
 *                                                           that differ are shown as small as they can be made
 *        node scripts/run.mjs differential --list A..B      only the seeds that differ
 *        node scripts/run.mjs differential --sweep PATTERN [SEED [ROUNDS]]   every literal in every place of the templates
 *        node scripts/run.mjs differential --print SEED     the program of a seed
 */
import { readFileSync } from "node:fs";
import { compareSeeds, minimise } from "../test/conformance/differential/compare.ts";
import { CPython, type Result } from "../test/conformance/differential/cpython.ts";
import { runHere } from "../test/conformance/differential/ours.ts";
import { randomProgram } from "../test/conformance/differential/program.ts";
import { sweepPrograms } from "../test/conformance/differential/sweep.ts";
import { compare, type Excuse } from "../test/conformance/differential/verdict.ts";

const python = await CPython.start();
if (python === null) throw new Error("no Python 3.11 or newer here");
const minor = python.version[1];
const args = process.argv.slice(2);
let different = 0;
let total = 0;
const excused = new Map<Excuse, number>();

/** Whether the two sides differ without an excuse; excuses are counted. */
function differs(source: string, ours: Result, theirs: Result): boolean {
  const verdict = compare(source, ours, theirs, minor);
  if (typeof verdict !== "string") excused.set(verdict.excuse, (excused.get(verdict.excuse) ?? 0) + 1);
  return verdict === "different";
}

if (args[0] === "--file" || args[0] === "--lines") {
  for (const file of args.slice(1)) {
    const text = readFileSync(file, "utf8");
    const programs = args[0] === "--file" ? text.split(/^#%%.*\n/m) : linesOf(text);
    const theirs = await python.run(programs);
    programs.forEach((program, index) => {
      const ours = runHere(program);
      total++;
      if (!differs(program, ours, theirs[index])) return;
      different++;
      const title = args[0] === "--file" ? `${file} ${index}` : programs[index].split("\n").at(-1);
      process.stdout.write(`--- ${title}\n${difference(ours.stdout, theirs[index].stdout)}`);
      if (ours.error !== theirs[index].error)
        process.stdout.write(`ours:    ${ours.error}\nCPython: ${theirs[index].error}\n`);
    });
  }
}
if (args[0] === "--print") process.stdout.write(randomProgram(Number(args[1])));
if (args[0] === "--slow") {
  const [first, last] = args[1].split("..").map(Number);
  for (let seed = first; seed <= last; seed++) {
    const source = randomProgram(seed);
    const a = performance.now();
    process.stderr.write(`${seed} `);
    await python.run([source]);
    const b = performance.now();
    runHere(source);
    const c = performance.now();
    if (c - a > 300) process.stderr.write(`SLOW ${seed} ${b - a} ${c - b}\n`);
  }
}
if (args[0] === "--sweep") {
  const { programs, asked } = sweepPrograms(new RegExp(args[1] ?? ""), Number(args[2] ?? 1), Number(args[3] ?? 1));
  for (let at = 0; at < programs.length; at += 20) {
    const batch = programs.slice(at, at + 20);
    const pending = python.run(batch);
    const here = batch.map((program) => {
      const began = performance.now();
      const result = runHere(program);
      const took = performance.now() - began;
      if (took > 2000) process.stderr.write(`${Math.round(took)} ms here:\n${program.slice(-1500)}\n`);
      return result;
    });
    const there = await pending;
    batch.forEach((_, index) => {
      const [ours, theirs] = [here[index], there[index]];
      const parts = (result: Result): string[] => `\n${result.stdout}`.split(/\n#\d+\n/);
      const [ourParts, theirParts] = [parts(ours), parts(theirs)];
      asked[at + index].forEach((text, place) => {
        total++;
        const [a, b] = [ourParts[place + 1] ?? "", theirParts[place + 1] ?? ""];
        if (!differs(text, { stdout: a, error: null }, { stdout: b, error: null })) return;
        different++;
        process.stdout.write(`${text}\n    ours:    ${a.trim()}\n    CPython: ${b.trim()}\n`);
      });
      if (at % 200 === 0 && index === 0) process.stderr.write(`${total} of ${25 * programs.length}\n`);
      if (ours.error !== theirs.error) process.stdout.write(`ended: ours ${ours.error}, CPython ${theirs.error}\n`);
    });
  }
}
if (args[0] === "--list") {
  const [first, last] = args[1].split("..").map(Number);
  let shown = 0;
  await compareSeeds(python, first, last, (done, found) => {
    total = done;
    for (; shown < found.length; shown++) process.stdout.write(`${found[shown].seed}\n`);
    if (done % 10_000 === 0) process.stderr.write(`${done} done, ${found.length} differ\n`);
    return true;
  });
  different = shown;
}
if (args[0] === "--seeds") {
  const [first, last] = args[1].split("..").map(Number);
  const most = args[2] === "--most" ? Number(args[3]) : 10;
  const began = Date.now();
  const { differences, excused: counts } = await compareSeeds(python, first, last, (done, found) => {
    total = done;
    if (done % 10_000 === 0)
      process.stderr.write(`${done} in ${Math.round((Date.now() - began) / 1000)} s, ${found.length} differ\n`);
    return found.length < most;
  });
  different = differences.length;
  for (const [excuse, count] of counts) excused.set(excuse, count);
  for (const found of differences.slice(0, most)) {
    const { seed, source } = found;
    const smallest = await minimise(python, source);
    let [theirs] = await python.run([smallest]);
    const again = compare(smallest, runHere(smallest), theirs, minor) === "different";
    // What does not happen again by itself is shown as it was.
    const small = again ? smallest : source;
    if (!again) theirs = found.theirs;
    const ours = again ? runHere(small) : found.ours;
    process.stdout.write(`=== seed ${seed}\n${small}\n--- differences\n${difference(ours.stdout, theirs.stdout)}`);
    if (ours.error !== theirs.error) process.stdout.write(`ours:    ${ours.error}\nCPython: ${theirs.error}\n`);
  }
}
for (const [excuse, count] of excused) process.stdout.write(`${count} excused: ${excuse}\n`);
process.stdout.write(`${total} programs, ${different} differ (${python.name} ${python.version.join(".")})\n`);
python.stop();

function linesOf(text: string): string[] {
  const at = text.search(/^#%%/m);
  const preamble = at < 0 ? "" : text.slice(0, at);
  const lines = (at < 0 ? text : text.slice(at))
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"));
  return lines.map((line) => preamble + (line.startsWith("!") ? line.slice(1) : `print(repr(${line}))`));
}

function difference(ours: string, theirs: string): string {
  const [a, b] = [ours.split("\n"), theirs.split("\n")];
  let text = "";
  for (let line = 0; line < Math.max(a.length, b.length); line++) {
    if (a[line] !== b[line]) text += `  ${line + 1} ours:    ${a[line]}\n  ${line + 1} CPython: ${b[line]}\n`;
    if (text.length > 6000) break;
  }
  return text;
}
