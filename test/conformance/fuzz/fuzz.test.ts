/** A short run of mutated programs; `node scripts/run.mjs fuzz A..B` runs as many as one likes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { corpusOf, Fuzzer } from "./run.ts";

test("2,000 mutated programs neither crash, hang nor show an internal error", () => {
  const fuzzer = new Fuzzer(corpusOf(["test/conformance/python"]));
  for (let seed = 1; seed <= 2000; seed++) {
    const failure = fuzzer.run(seed);
    assert.equal(
      failure,
      null,
      failure === null ? "" : `seed ${seed}: ${failure.kind}\n${failure.detail}\n${failure.source}`,
    );
  }
});
