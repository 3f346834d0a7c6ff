import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { describeSample } from "../../../src/commands/samples/describe.ts";
import { readNotebook } from "../../../src/notebook/file.ts";
import { newNotebook } from "../../../src/notebook/nbformat/parse.ts";

const described = (...sources: string[]) =>
  describeSample(
    {
      ...newNotebook(),
      cells: sources.map((source) => ({
        id: "",
        type: "markdown",
        source,
        metadata: {},
        executionCount: null,
        outputs: [],
        extra: {},
      })),
    },
    "a-file.lnnb",
  );

test("a sample's title is its heading, its line the first sentence below", () => {
  assert.deepEqual(described("# A *title* with `code` #\n\n**What** is $\\gamma$ for? It scales.\n\nMore."), {
    title: "A title with code",
    sentence: "What is gamma for?",
  });
  assert.deepEqual(described("# T", "- a list\n- of things", "See [the paper](https://example.org), eq. 3."), {
    title: "T",
    sentence: "See the paper, eq. 3.",
  });
  assert.deepEqual(described("no heading here"), { title: "a-file", sentence: "no heading here" });
});

test("every sample has both, in one line each", () => {
  const folder = "media/notebooks";
  const titles = readdirSync(folder).map((file) => {
    const { title, sentence } = describeSample(readNotebook(readFileSync(`${folder}/${file}`)), file);
    assert.ok(sentence.length > 15 && sentence.length < 160, `${file}: ${sentence}`);
    return title;
  });
  assert.equal(new Set(titles).size, titles.length);
});
