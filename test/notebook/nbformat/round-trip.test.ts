import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { type DocumentData, fromDocument, toDocument } from "../../../src/notebook/document.ts";
import { readNotebook, writeNotebook } from "../../../src/notebook/file.ts";
import { parseNotebook } from "../../../src/notebook/nbformat/parse.ts";
import { printNotebook } from "../../../src/notebook/nbformat/print.ts";
import { applySavePolicy } from "../../../src/notebook/save-policy.ts";
import { asUtf8, notebookValue, spell, spellings } from "./arbitrary.ts";

/** What VS Code does to a document between load and save: metadata travels as JSON, lines end as the editor likes. */
function throughEditor(document: DocumentData): DocumentData {
  const clone = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T; // JSON data of the same shape
  return {
    metadata: clone(document.metadata),
    cells: document.cells.map((cell) => ({
      ...cell,
      value: cell.value.replace(/^\ufeff/, "").replace(/\r\n?|\n/g, "\r\n"),
      metadata: clone(cell.metadata),
      outputs: cell.outputs.map(({ items, metadata }) => ({ items, ...(metadata && { metadata: clone(metadata) }) })),
    })),
  };
}

const file = fc.tuple(notebookValue, spellings).map(([value, spelling]) => asUtf8(spell(value, spelling)));

test("a file that is read and written unchanged keeps every byte", () => {
  fc.assert(
    fc.property(file, (text) => {
      assert.equal(printNotebook(parseNotebook(text)), text);
    }),
    { numRuns: 1500 },
  );
});

test("a file that is opened in the editor and saved keeps every byte", () => {
  fc.assert(
    fc.property(file, (text) => {
      const document = throughEditor(toDocument(readNotebook(new TextEncoder().encode(text))));
      const saved = applySavePolicy(fromDocument(document), { saveOutputs: true, maxOutputBytes: 1024 });
      assert.equal(new TextDecoder("utf-8", { ignoreBOM: true }).decode(writeNotebook(saved)), text);
    }),
    { numRuns: 1500 },
  );
});

test("what is saved after a change reads as the same notebook but for the change", () => {
  fc.assert(
    fc.property(file, fc.nat(10), fc.string(), (text, which, source) => {
      const before = parseNotebook(text);
      if (before.cells.length === 0) return;
      const index = which % before.cells.length;
      const cells = before.cells.map((cell, i) =>
        i === index ? { ...cell, source: source.replace(/\r/g, "") } : cell,
      );
      const after = parseNotebook(printNotebook({ ...before, cells }));
      const content = (cell: (typeof cells)[number]): unknown => {
        const { layout: _, outputs, ...rest } = cell;
        return {
          ...rest,
          outputs: outputs.map(({ layout: _layout, ...output }) =>
            output.type === "unknown" ? output.outputType : output,
          ),
        };
      };
      assert.deepEqual(
        after.cells.map(content),
        cells.map((cell) => content({ ...cell, source: cell.source.replace(/^\ufeff/, "") })),
      );
      assert.deepEqual(after.metadata, before.metadata);
      assert.deepEqual(after.extra, before.extra);
    }),
    { numRuns: 500 },
  );
});

test("every notebook of this project is spelled as Jupyter spells, and keeps its bytes", () => {
  const folder = "media/notebooks";
  for (const name of readdirSync(folder).filter((entry) => entry.endsWith(".lnnb"))) {
    const text = readFileSync(`${folder}/${name}`, "utf8");
    const notebook = parseNotebook(text);
    assert.equal(printNotebook(notebook), text, name);
    assert.equal(
      printNotebook({
        ...notebook,
        layout: undefined,
        cells: notebook.cells.map((cell) => ({ ...cell, layout: undefined })),
      }),
      text,
      name,
    );
  }
});
