import assert from "node:assert/strict";
import { test } from "node:test";
import { scriptCells } from "../../../src/notebook/import/script-cells.ts";

test("a script without marks is one cell", () => {
  assert.deepEqual(scriptCells("\na = 1\n\nb = 2\n"), [{ type: "code", source: "a = 1\n\nb = 2", firstLine: 2 }]);
});

test("marks begin cells; each knows its line in the script", () => {
  assert.deepEqual(scriptCells("import torch\n# %%\nx = 1\n# %% second\n\n\ny = 2\n#%%\n"), [
    { type: "code", source: "import torch", firstLine: 1 },
    { type: "code", source: "x = 1", firstLine: 3 },
    { type: "code", source: "y = 2", firstLine: 7 },
  ]);
});

test("Markdown in comments or in a string", () => {
  assert.deepEqual(scriptCells('# %% [markdown]\n# # Title\n#\n# text\n# %% [md]\n"""\nmore\n"""\n'), [
    { type: "markdown", source: "# Title\n\ntext", firstLine: 2 },
    { type: "markdown", source: "more", firstLine: 6 },
  ]);
});

test("a mark inside of a line is text", () => {
  assert.equal(scriptCells("x = '# %%'\n  # %% no\n# %%no\n").length, 1);
});
