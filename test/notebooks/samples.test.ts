/**
 * The sample notebooks on our engine and, where a Python has torch and numpy, on real PyTorch: unmodified, the same text and
 * the same figures (agreement.ts says how close their numbers must be).
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FIGURE_LIMIT_BYTES } from "../../src/figures/payload.ts";
import { pythonWithTorch } from "../conformance/torch/python.ts";
import { differences, outlineDifferences } from "./agreement.ts";
import { calls } from "./calls.ts";
import { runWithTorch } from "./pytorch.ts";
import { type CellRun, runSample, samples } from "./samples.ts";

const python = pythonWithTorch();
// Started before ours, so that both run at once.
const onTorch = python === null ? null : runWithTorch(python, [...samples, calls]);
onTorch?.catch(() => {});
const onEngine = new Map<string, readonly CellRun[]>();

describe("the sample notebooks", () => {
  it("each say what they are about: a title, then one line with the question", () => {
    assert.ok(samples.length >= 17);
    assert.equal(new Set(samples.map(({ title }) => title)).size, samples.length);
    for (const { name, title, question } of samples) {
      assert.ok(title.length > 0 && title.length < 60, `${name}: ${title}`);
      assert.ok(question.endsWith("?") && !question.includes("\n") && question.length < 160, `${name}: ${question}`);
    }
  });

  it("carry no outputs: they are run", () => {
    for (const { name, cells } of samples) {
      assert.equal(new Set(cells.map(({ id }) => id)).size, cells.length, name);
      assert.deepEqual(
        cells.filter(({ hasOutputs }) => hasOutputs).map(({ id }) => id),
        [],
      );
    }
  });

  for (const sample of samples) {
    it(`${sample.name} runs, shows figures and keeps what it claims`, { timeout: 120_000 }, (context) => {
      const started = performance.now();
      const runs = runSample(sample);
      onEngine.set(sample.name, runs);
      const milliseconds = Math.round(performance.now() - started);
      context.diagnostic(`${sample.name}: ${sample.cells.length} cells in ${milliseconds} ms`);
      assert.deepEqual(failures(runs), []);
      assert.equal(runs.length, sample.cells.length);
      const figures = runs.flatMap((run) => run.figures);
      assert.ok(figures.length >= 2, `${figures.length} figures`);
      const bytes = figures.reduce((sum, figure) => sum + JSON.stringify(figure).length, 0);
      assert.ok(bytes < FIGURE_LIMIT_BYTES * 2, `${bytes} bytes of figures`);
      assert.ok(
        sample.cells.some(({ source }) => /^\s*assert /m.test(source)),
        "a notebook without a checked claim",
      );
    });
  }
});

describe("the sample notebooks on PyTorch", { skip: onTorch === null && "no Python with torch here" }, () => {
  it("all run, unmodified", async (context) => {
    const runs = await (onTorch ?? assert.fail());
    context.diagnostic(
      `PyTorch ${runs.version}, ${runs.seconds.toFixed(1)} s; added, for this version lacks it: ${runs.added.join(", ")}`,
    );
    assert.deepEqual([...runs.byNotebook.keys()].sort(), [...samples, calls].map(({ name }) => name).sort());
    assert.deepEqual([...runs.byNotebook.values()].flatMap(failures), []);
  });

  for (const { name, cells } of [...samples, calls]) {
    it(`${name} prints and shows what ours does`, async () => {
      const theirs = (await (onTorch ?? assert.fail())).byNotebook.get(name) ?? [];
      const ours = onEngine.get(name) ?? runSample(calls);
      assert.deepEqual(failures(ours), []);
      assert.equal(ours.length, theirs.length);
      const found = ours.flatMap((run, i) => {
        // Times, rounding errors, and what training makes of these differ: then only the outline is the same.
        const compare = cells[i].tags.length > 0 ? outlineDifferences : differences;
        return compare(run, theirs[i]).map((difference) => `${run.id}: ${difference}`);
      });
      assert.deepEqual(found.slice(0, 20), []);
    });
  }
});

function failures(runs: readonly CellRun[]): string[] {
  return runs.filter(({ error }) => error !== "").map(({ id, error }) => `${id}: ${error}`);
}
