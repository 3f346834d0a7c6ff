import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  CellKind,
  errorMime,
  fromDocument,
  type OutputData,
  streamMimes,
  toDocument,
} from "../../src/notebook/document.ts";
import type { Output } from "../../src/notebook/nbformat/model.ts";
import { parseNotebook } from "../../src/notebook/nbformat/parse.ts";
import { printNotebook } from "../../src/notebook/nbformat/print.ts";
import { applySavePolicy } from "../../src/notebook/save-policy.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const notebookOf = (cells: unknown[]): string =>
  JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1);
const code = { cell_type: "code", execution_count: 2, id: "c", metadata: {}, outputs: [], source: ["x"] };

describe("a notebook in the editor", () => {
  test("cells have a kind, a language, and the count of their last run", () => {
    const { cells } = toDocument(
      parseNotebook(
        notebookOf([
          code,
          { cell_type: "markdown", id: "m", metadata: {}, source: ["# a\n", "b"] },
          { cell_type: "raw", id: "r", metadata: {}, source: [] },
          { ...code, id: "j", metadata: { vscode: { languageId: "javascript" } } },
        ]),
      ),
    );
    assert.deepEqual(
      cells.map((cell) => [cell.kind, cell.languageId, cell.value, cell.executionOrder]),
      [
        [CellKind.Code, "python", "x", 2],
        [CellKind.Markup, "markdown", "# a\nb", undefined],
        [CellKind.Code, "plaintext", "", undefined],
        [CellKind.Code, "javascript", "x", 2],
      ],
    );
  });

  test("a change of language is saved where VS Code's ipynb support saves it, and taken back with it", () => {
    const { cells, metadata } = toDocument(parseNotebook(notebookOf([code])));
    const other = fromDocument({ metadata, cells: [{ ...cells[0], languageId: "julia" }] });
    assert.deepEqual(other.cells[0].metadata, { vscode: { languageId: "julia" } });
    const back = fromDocument({ metadata, cells: [{ ...toDocument(other).cells[0], languageId: "python" }] });
    assert.deepEqual(back.cells[0].metadata, {});
  });

  test("a code cell that becomes Markdown, and a raw one that becomes code", () => {
    const { cells, metadata } = toDocument(
      parseNotebook(notebookOf([code, { cell_type: "raw", id: "r", metadata: {}, source: [] }])),
    );
    const changed = fromDocument({
      metadata,
      cells: [
        { ...cells[0], kind: CellKind.Markup, languageId: "markdown" },
        { ...cells[1], languageId: "python" },
      ],
    });
    const saved = JSON.parse(printNotebook(changed)) as { cells: object[] }; // printed by us: a notebook
    assert.deepEqual(saved.cells[0], { cell_type: "markdown", id: "c", metadata: {}, source: ["x"] });
    assert.deepEqual(saved.cells[1], {
      cell_type: "code",
      execution_count: null,
      id: "r",
      metadata: {},
      outputs: [],
      source: [],
    });
  });
});

describe("an output that a kernel has made is saved as Jupyter saves it", () => {
  const save = (output: OutputData): unknown => {
    const document = toDocument(parseNotebook(notebookOf([code])));
    const notebook = fromDocument({ ...document, cells: [{ ...document.cells[0], outputs: [output] }] });
    // Printed by us: a notebook with this one cell.
    return (JSON.parse(printNotebook(notebook)) as { cells: { outputs: unknown[] }[] }).cells[0].outputs[0];
  };

  test("a stream, whose pieces are one text", () => {
    const items = ["a\n", "b"].map((text) => ({ mime: streamMimes.stdout, data: bytes(text) }));
    assert.deepEqual(save({ items }), { name: "stdout", output_type: "stream", text: ["a\n", "b"] });
  });
  test("an error", () => {
    const data = bytes(JSON.stringify({ name: "ValueError", message: "no", stack: "Traceback\nValueError: no" }));
    assert.deepEqual(save({ items: [{ mime: errorMime, data }] }), {
      ename: "ValueError",
      evalue: "no",
      output_type: "error",
      traceback: ["Traceback", "ValueError: no"],
    });
  });
  test("text beside a figure", () => {
    const items = [
      { mime: "application/vnd.lnnb.figure+json", data: bytes('{"version":1,"mean":0.0}') },
      { mime: "text/plain", data: bytes("two\nlines") },
    ];
    assert.deepEqual(save({ items }), {
      data: { "application/vnd.lnnb.figure+json": { version: 1, mean: 0 }, "text/plain": ["two\n", "lines"] },
      metadata: {},
      output_type: "display_data",
    });
  });
  test("an image, as base64", () => {
    const items = [{ mime: "image/png", data: new Uint8Array([0x89, 0x50, 0x4e, 0x47]) }];
    assert.deepEqual(save({ items }), { data: { "image/png": "iVBORw==" }, metadata: {}, output_type: "display_data" });
  });
});

describe("what a save writes", () => {
  const stream = (text: string, layout?: object): Output => ({
    type: "stream",
    name: "stdout",
    text,
    ...(layout && { layout }),
  });
  const base = parseNotebook(notebookOf([code]));
  const outputs = (
    made: Output[],
    metadata = {},
    policy = { saveOutputs: true, maxOutputBytes: 1024 },
  ): readonly Output[] =>
    applySavePolicy({ ...base, metadata, cells: [{ ...base.cells[0], outputs: made }] }, policy).cells[0].outputs;

  test("an output over the limit is replaced by a note with its size and the setting's name", () => {
    const [small, large] = outputs([stream("x".repeat(1024)), stream("é".repeat(1024))]);
    assert.equal(small.type, "stream");
    assert.equal(large.type, "display_data");
    assert.match(
      large.type === "display_data" ? large.data[0].text : "",
      /not saved: it has 2\.0 KB, and the limit is 1\.0 KB \(setting lnnb\.maxSavedOutputBytes\)/,
    );
  });
  test("an output that was in the file stays, whatever its size", () => {
    assert.equal(outputs([stream("x".repeat(5000), {})])[0].type, "stream");
  });
  test("without saveOutputs neither outputs nor counts are written", () => {
    const policy = { saveOutputs: false, maxOutputBytes: 1024 };
    const saved = applySavePolicy({ ...base, cells: [{ ...base.cells[0], outputs: [stream("x")] }] }, policy);
    assert.deepEqual([saved.cells[0].outputs, saved.cells[0].executionCount], [[], null]);
  });
  test("a notebook's own choice comes before the setting", () => {
    assert.equal(outputs([stream("x")], { lnnb: { save_outputs: false } }).length, 0);
    assert.equal(
      outputs([stream("x")], { lnnb: { save_outputs: true } }, { saveOutputs: false, maxOutputBytes: 9 }).length,
      1,
    );
  });
});
