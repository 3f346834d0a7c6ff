import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { draftTrace } from "../../src/figures/plot/draft.ts";
import type { Trace } from "../../src/figures/view.ts";

const bars = {
  type: "bar",
  name: "after",
  x: [0.5, 1.5, 2.5],
  y: [1, 4, 0],
  width: [1, 1, 1],
  marker: { color: "rgba(1,2,3,0.4)", line: { width: 0 } },
  xaxis: "x2",
  yaxis: "y2",
};

describe("the draft of a trace", () => {
  test("bars that touch become their filled outline on the same axes", () => {
    assert.deepEqual(draftTrace(bars), {
      type: "scatter",
      mode: "lines",
      line: { width: 0 },
      hoverinfo: "skip",
      fill: "tozeroy",
      fillcolor: "rgba(1,2,3,0.4)",
      showlegend: false,
      x: [0, 1, 1, 2, 2, 3],
      y: [1, 1, 4, 4, 0, 0],
      xaxis: "x2",
      yaxis: "y2",
    });
  });

  test("what would look different stays as it is", () => {
    const others: Trace[] = [
      { ...bars, x: [0.5, 1.5, 4] },
      { ...bars, marker: { color: "red", line: { width: 0.5, color: "white" } } },
      { ...bars, marker: { color: ["red", "green", "blue"], line: { width: 0 } } },
      { ...bars, selectedpoints: [1] },
      { ...bars, visible: false },
      { ...bars, x: ["a", "b", "c"] },
      { ...bars, y: [1, null, 2] },
      { type: "scatter", x: [1], y: [2] },
      { type: "heatmap", z: [[1]] },
    ];
    for (const trace of others) assert.equal(draftTrace(trace), trace);
  });
});
