/** Running random programs on both sides, and making a program that differs as small as it can be. */
import type { CPython, Result } from "./cpython.ts";
import { runHere } from "./ours.ts";
import { randomProgram } from "./program.ts";
import { changedSince311, compare, type Excuse } from "./verdict.ts";

/** How many programs differ for each of the known reasons. */
export type Excused = Map<Excuse, number>;

export interface Difference {
  readonly seed: number;
  readonly source: string;
  readonly ours: Result;
  readonly theirs: Result;
}

const batchSize = 100;

/** The programs of the seeds `first` to `last` that differ, and how many do with an excuse; both sides work at the same time. */
export async function compareSeeds(
  python: CPython,
  first: number,
  last: number,
  progress: (done: number, differences: readonly Difference[]) => boolean = () => true,
): Promise<{ differences: Difference[]; excused: Excused }> {
  const differences: Difference[] = [];
  const excused: Excused = new Map();
  for (let start = first; start <= last; start += batchSize) {
    const seeds = Array.from({ length: Math.min(batchSize, last - start + 1) }, (_, index) => start + index);
    const sources = seeds.map(randomProgram);
    const pending = python.run(sources);
    const ours = sources.map(runHere);
    const theirs = await pending;
    seeds.forEach((seed, index) => {
      const verdict = compare(sources[index], ours[index], theirs[index], python.version[1]);
      if (verdict === "same") return;
      if (verdict !== "different") {
        excused.set(verdict.excuse, (excused.get(verdict.excuse) ?? 0) + 1);
        return;
      }
      if (python.version[1] < 12 && changedSince311(sources[index], ours[index], theirs[index])) return;
      differences.push({ seed, source: sources[index], ours: ours[index], theirs: theirs[index] });
    });
    if (!progress(start + seeds.length - first, differences)) break;
  }
  return { differences, excused };
}

/** The program without every run of lines that can go while the two sides still differ. */
export async function minimise(python: CPython, source: string): Promise<string> {
  let lines = source.split("\n");
  for (let size = Math.ceil(lines.length / 2); size >= 1; ) {
    const candidates: string[][] = [];
    for (let at = 0; at < lines.length; at += size) candidates.push([...lines.slice(0, at), ...lines.slice(at + size)]);
    const texts = candidates.map((candidate) => candidate.join("\n"));
    const theirs = await python.run(texts);
    const found = texts.findIndex((text, index) => {
      const result = theirs[index];
      // What no longer compiles shows something else than what was found.
      return (
        !/^(?:Syntax|Indentation|Tab)Error|^TimedOut/.test(result.error ?? "") &&
        compare(text, runHere(text), result, python.version[1]) === "different"
      );
    });
    if (found >= 0) lines = candidates[found];
    else if (size === 1) break;
    else size = Math.ceil(size / 2);
  }
  return lines.join("\n");
}
