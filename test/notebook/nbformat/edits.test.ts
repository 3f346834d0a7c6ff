import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Cell, Notebook } from "../../../src/notebook/nbformat/model.ts";
import { newNotebook, parseNotebook } from "../../../src/notebook/nbformat/parse.ts";
import { printNotebook } from "../../../src/notebook/nbformat/print.ts";

const edit = (text: string, change: (cells: readonly Cell[]) => readonly Cell[]): string => {
  const notebook = parseNotebook(text);
  return printNotebook({ ...notebook, cells: change(notebook.cells) });
};
const newCell = (source: string): Cell => ({
  id: "new",
  type: "code",
  source,
  metadata: {},
  executionCount: null,
  outputs: [],
  extra: {},
});

describe("a new notebook is written as Jupyter writes it", () => {
  test("one space, sorted keys, lines as a list, a line break at the end", () => {
    const notebook: Notebook = { ...newNotebook(), cells: [newCell('s = "é"\nprint(s)')] };
    assert.equal(
      printNotebook(notebook),
      `{
 "cells": [
  {
   "cell_type": "code",
   "execution_count": null,
   "id": "new",
   "metadata": {},
   "outputs": [],
   "source": [
    "s = \\"é\\"\\n",
    "print(s)"
   ]
  }
 ],
 "metadata": {
  "kernelspec": {
   "display_name": "LayerNorm Engine",
   "language": "python",
   "name": "lnnb"
  }
 },
 "nbformat": 4,
 "nbformat_minor": 5
}
`,
    );
  });
});

describe("an edit changes what it touches and no more", () => {
  // Spelled by hand: tabs, keys in an order of its own, a number with a fraction of zero, short lists on one line.
  const text = `{
\t"nbformat": 4, "nbformat_minor": 5,
\t"tool": {"version": 1.0, "big": 12345678901234567890},
\t"metadata": {"b": [1, 2], "a": 1e3},

\t"cells": [
\t\t{"cell_type": "markdown", "id": "one", "source": "# Title", "metadata": {"tags": ["x"]}},
\t\t{"cell_type": "code", "id": "two", "colour": 0.10, "metadata": {}, "execution_count": 3, "outputs": [], "source": ["a = 1\\n", "b = 2"]}
\t]
}`;

  test("a changed source", () => {
    const changed = edit(text, ([one, two]) => [one, { ...two, source: "a = 2" }]);
    assert.equal(changed, text.replace('["a = 1\\n", "b = 2"]', '[\n\t\t\t\t"a = 2"\n\t\t\t]'));
  });
  test("a source that was one string stays one string", () => {
    assert.equal(
      edit(text, ([one, two]) => [{ ...one, source: "# New" }, two]),
      text.replace("# Title", "# New"),
    );
  });
  test("cells that change places", () => {
    const lines = text.split("\n");
    const [first, second] = [lines[6].replace(/,$/, ""), lines[7]];
    assert.equal(
      edit(text, ([one, two]) => [two, one]),
      [...lines.slice(0, 6), `${second},`, first, ...lines.slice(8)].join("\n"),
    );
  });
  test("a new cell between two", () => {
    const changed = edit(text, ([one, two]) => [one, newCell("x"), two]);
    for (const line of text.split("\n").filter((line) => line.includes('"source"'))) {
      assert.ok(changed.includes(line.trim().replace(/,$/, "")), changed);
    }
    assert.deepEqual(
      parseNotebook(changed).cells.map((cell) => cell.id),
      ["one", "new", "two"],
    );
  });
  test("a cell that was run", () => {
    const changed = edit(text, ([one, two]) => [one, { ...two, executionCount: 4 }]);
    assert.equal(changed, text.replace('"execution_count": 3', '"execution_count": 4'));
  });
  test("lines that end in a carriage return keep it", () => {
    const windows = text.replace('["a = 1\\n", "b = 2"]', '["a = 1\\r\\n", "b = 2"]');
    const changed = edit(windows, ([one, two]) => [one, { ...two, source: `${two.source}\nc = 3` }]);
    assert.match(changed, /"a = 1\\r\\n",\s*"b = 2\\r\\n",\s*"c = 3"/);
  });
});

describe("older and newer files", () => {
  // Printed by us: a notebook.
  const idsIn = (text: string): string[] => (JSON.parse(text) as { cells: { id: string }[] }).cells.map((c) => c.id);
  const version = (minor: number | null, cells: string): string =>
    `{"cells": [${cells}], "metadata": {}, "nbformat": 4${minor === null ? "" : `, "nbformat_minor": ${minor}`}}`;
  const cell = '{"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], "source": ["a"]}';

  for (const minor of [0, 1, 2, 3, 4, null]) {
    test(`nbformat 4.${minor ?? " without a minor"} is upgraded to 4.5: each cell gets an id, the same at each reading`, () => {
      const saved = printNotebook(parseNotebook(version(minor, `${cell}, ${cell}`)));
      assert.match(saved, /"nbformat_minor": 5/);
      const ids = idsIn(saved);
      assert.equal(new Set(ids).size, 2);
      for (const id of ids) assert.match(id, /^[a-zA-Z0-9-_]{1,64}$/);
      assert.equal(printNotebook(parseNotebook(version(minor, `${cell}, ${cell}`))), saved);
      assert.equal(printNotebook(parseNotebook(saved)), saved);
    });
  }
  test("a newer minor is kept, with the fields that it brings", () => {
    const text = version(7, '{"cell_type": "code", "id": "a", "source": [], "novelty": {"x": 1.50}}');
    assert.equal(printNotebook(parseNotebook(text)), text);
    assert.match(
      edit(text, ([a]) => [{ ...a, source: "b" }]),
      /"nbformat_minor": 7.*|"novelty": \{"x": 1\.50\}/,
    );
  });
  test("of cells with the same id the first keeps it", () => {
    const twin = cell.replace("{", '{"id": "twin", ');
    const saved = printNotebook(parseNotebook(version(5, [twin, twin, twin].join(", "))));
    const ids = idsIn(saved);
    assert.equal(ids[0], "twin");
    assert.equal(new Set(ids).size, 3);
    assert.equal(printNotebook(parseNotebook(saved)), saved);
  });
});
