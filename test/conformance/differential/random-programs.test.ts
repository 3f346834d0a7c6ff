/**
 * Random programs under CPython and here: what they print and how they end must agree. `node scripts/run.mjs differential
 * --seeds A..B` runs as many as one likes, and makes those that differ small.
 */
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { compareSeeds } from "./compare.ts";
import { CPython } from "./cpython.ts";

const python = await CPython.start();

describe("random programs", { skip: python === null ? "no Python 3.11 or newer here" : false }, () => {
  after(() => python?.stop());

  test("20,000 print and end as under CPython", async () => {
    if (python === null) return;
    const { differences } = await compareSeeds(python, 1, 20_000);
    const shown = differences.slice(0, 3).map(({ seed, ours, theirs }) => ({ seed, ours, theirs }));
    assert.equal(differences.length, 0, JSON.stringify(shown, null, 1));
  });
});
