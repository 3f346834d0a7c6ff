import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FIGURE_LIMIT_BYTES } from "../../src/figures/payload.ts";
import { runSample, samples } from "./samples.ts";

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
      assert.ok(
        cells.every(({ hasOutputs }) => !hasOutputs),
        name,
      );
    }
  });

  for (const sample of samples) {
    it(`${sample.name} runs, shows figures and keeps what it claims`, { timeout: 120_000 }, (context) => {
      const started = performance.now();
      const runs = runSample(sample);
      context.diagnostic(
        `${sample.name}: ${sample.cells.length} cells in ${Math.round(performance.now() - started)} ms`,
      );
      assert.deepEqual(
        runs.filter(({ error }) => error !== "").map(({ id, error }) => `${id}: ${error}`),
        [],
      );
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
