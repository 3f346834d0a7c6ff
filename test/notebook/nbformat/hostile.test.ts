import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { readNotebook } from "../../../src/notebook/file.ts";
import { NotebookFormatError } from "../../../src/notebook/nbformat/errors.ts";
import { parseNotebook } from "../../../src/notebook/nbformat/parse.ts";
import { notebookValue, spell, spellings } from "./arbitrary.ts";

const good = `{
 "cells": [
  {
   "cell_type": "code",
   "execution_count": null,
   "id": "a",
   "metadata": {},
   "outputs": [],
   "source": [
    "x = 1"
   ]
  }
 ],
 "metadata": {},
 "nbformat": 4,
 "nbformat_minor": 5
}
`;

const refusal = (text: string): string => {
  try {
    parseNotebook(text);
  } catch (error) {
    assert.ok(error instanceof NotebookFormatError, String(error));
    return error.message;
  }
  return assert.fail("the file was accepted");
};

describe("a file without any text", () => {
  test("is a new notebook", () => {
    assert.deepEqual(parseNotebook("").cells, []);
    assert.deepEqual(readNotebook(new Uint8Array()).metadata, {
      kernelspec: { display_name: "LayerNorm Engine", language: "python", name: "lnnb" },
    });
  });
  test("but white space is not", () => {
    assert.match(refusal(" \n"), /The file ends at line 2, column 1: it is cut off/);
  });
});

describe("a file that is not a notebook says what was found, and where", () => {
  const cases: [string, string, RegExp][] = [
    ["prose", "Dear all,", /not valid JSON: expected a value at line 1, column 1, found "D"/],
    ["a list", "[1, 2]", /expected a JSON object at line 1, column 1, found a list/],
    ["other JSON", '{"a": 1}', /JSON without the field "nbformat"/],
    [
      "nbformat 3",
      '{"nbformat": 3, "nbformat_minor": 0, "worksheets": []}',
      /is nbformat 3 .*reads nbformat 4.*jupyter nbconvert/,
    ],
    ["nbformat 5", '{"nbformat": 5, "cells": []}', /is nbformat 5 \(line 1, column 14\).*reads nbformat 4/],
    ["nbformat as text", '{"nbformat": "4", "cells": []}', /is nbformat "4"/],
    [
      "a strange minor",
      '{"nbformat": 4, "nbformat_minor": 4.5, "cells": []}',
      /"nbformat_minor" as a whole number at line 1, column 35, found a number/,
    ],
    ["no cells", '{"nbformat": 4, "nbformat_minor": 5}', /a field "cells" in the notebook/],
    [
      "cells of a wrong kind",
      '{"nbformat": 4, "nbformat_minor": 5, "cells": {}}',
      /"cells" of notebook as a list at line 1, column 47, found an object/,
    ],
    [
      "a cell of a wrong kind",
      '{"nbformat": 4, "nbformat_minor": 5, "cells": [7]}',
      /cell 1 as an object at line 1, column 48, found a number/,
    ],
    [
      "a cell without a source",
      '{"nbformat": 4, "nbformat_minor": 5, "cells": [{"cell_type": "code"}]}',
      /a field "source" in cell 1/,
    ],
    [
      "a source of a wrong kind",
      '{"nbformat": 4, "nbformat_minor": 5, "cells": [{"cell_type": "code", "source": ["a", 1]}]}',
      /source of cell 1 as a string or a list of strings at line 1, column 86/,
    ],
    [
      "a cell without a type",
      '{"nbformat": 4, "nbformat_minor": 5, "cells": [{"source": ""}]}',
      /a string "cell_type" in cell 1/,
    ],
    ["text after the end", `${good}x`, /expected the end of the file at line 18, column 1, found "x"/],
    ["a doubled comma", good.replace('"a",', '"a",,'), /expected a key in quotes at line 6, column 14, found ","/],
    [
      "a line break in a string",
      good.replace("x = 1", "x = \n1"),
      /expected a character of a string.* at line 10, column 10, found "\\n"/,
    ],
    ["a wrong escape", good.replace("x = 1", "x = \\x1"), /expected a valid escape sequence at line 10, column 10/],
  ];
  for (const [name, text, message] of cases) {
    test(name, () => assert.match(refusal(text), message));
  }

  test("merge markers are named with their line", () => {
    const conflict = good.replace(
      '   "id": "a",\n',
      '<<<<<<< HEAD\n   "id": "a",\n=======\n   "id": "b",\n>>>>>>> theirs\n',
    );
    assert.match(refusal(conflict), /merge conflict: "<<<<<<< HEAD" on line 6\. Resolve it/);
    assert.match(refusal(conflict.replaceAll("\n", "\r\n")), /"<<<<<<< HEAD" on line 6/);
  });
  test("a cell that writes about merge markers is no conflict", () => {
    const text = good.replace("x = 1", "<<<<<<< HEAD\\n=======\\n");
    assert.equal(parseNotebook(text).cells[0].source, "<<<<<<< HEAD\n=======\n");
  });

  test("bytes that are not UTF-8", () => {
    const bytes = new Uint8Array([...new TextEncoder().encode(good)]);
    bytes[100] = 0xff;
    assert.throws(() => readNotebook(bytes), /not UTF-8 text \(the first wrong byte is at offset 100\)/);
    assert.throws(() => readNotebook(new Uint8Array([0xff, 0xfe, 0x7b, 0])), /looks like UTF-16/);
  });

  test("nesting without end", () => {
    assert.match(refusal("[".repeat(1_000_000)), /nests more than 512 levels deep at line 1, column 513/);
    assert.match(refusal('{"a":'.repeat(100_000)), /nests more than 512 levels/);
  });
});

test("a file that is cut off anywhere is refused with the place where it ends", () => {
  for (let length = 1; length < good.trimEnd().length; length++) {
    const text = good.slice(0, length);
    const lines = text.split("\n");
    const message = refusal(text);
    assert.ok(message.includes(`ends at line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`), message);
    assert.match(message, /it is cut off/);
  }
  assert.match(refusal(good.slice(0, good.indexOf('"source"'))), /inside the object that begins at line 3, column 3/);
});

test("a damaged file is read as its own bytes or refused with a sentence, and never as an empty notebook", () => {
  fc.assert(
    fc.property(
      notebookValue,
      spellings,
      fc.nat(),
      fc.nat(3),
      fc.string({ maxLength: 3 }),
      (value, spelling, at, cut, put) => {
        const text = spell(value, spelling);
        const place = at % (text.length + 1);
        const damaged = text.slice(0, place) + put + text.slice(place + cut);
        if (damaged === "" || damaged === "\ufeff") return;
        try {
          const notebook = parseNotebook(damaged);
          assert.ok(notebook.cells.length > 0 || /"(?:c|\\u0063)/.test(damaged));
        } catch (error) {
          assert.ok(error instanceof NotebookFormatError, String(error));
          assert.match(error.message, /\.$/);
        }
      },
    ),
    { numRuns: 1500 },
  );
});
