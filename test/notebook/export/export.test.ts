import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { writePayload } from "../../../src/figures/read-payload.ts";
import { exportNotebook } from "../../../src/notebook/export/export.ts";
import type { ExportFormat } from "../../../src/notebook/export/formats.ts";
import { importCell } from "../../../src/notebook/export/preloaded.ts";
import { importNotebook } from "../../../src/notebook/import/import.ts";
import { scriptCells } from "../../../src/notebook/import/script-cells.ts";
import type { Notebook } from "../../../src/notebook/nbformat/model.ts";
import { parseNotebook } from "../../../src/notebook/nbformat/parse.ts";
import { samples } from "../../figures/samples.ts";

const figure = (name: string) => ({
  output_type: "execute_result",
  execution_count: 1,
  metadata: {},
  data: { "application/vnd.lnnb.figure+json": writePayload(samples[name]), "text/plain": "the text form" },
});

const code = (source: string, outputs: readonly unknown[] = [], more: object = {}) => ({
  cell_type: "code",
  id: `c${source.length}`,
  execution_count: outputs.length > 0 ? 1 : null,
  metadata: {},
  outputs,
  source,
  ...more,
});

const notebookOf = (...cells: readonly unknown[]): Notebook =>
  parseNotebook(JSON.stringify({ cells, metadata: { kernelspec: { name: "lnnb" } }, nbformat: 4, nbformat_minor: 5 }));

const markdown = (source: string, more: object = {}) => ({
  cell_type: "markdown",
  id: "m",
  metadata: {},
  source,
  ...more,
});

async function exported(notebook: Notebook, format: ExportFormat): Promise<string> {
  const files = await exportNotebook(notebook, format, "study", async () => ({ plotly: "PLOTLY", page: "PAGE" }));
  assert.equal(files.length, 1);
  assert.equal(files[0].name, `study.${format}`);
  return files[0].text;
}

describe("for Jupyter", () => {
  const jupyter = async (notebook: Notebook) => JSON.parse(await exported(notebook, "ipynb"));

  test("a figure is there for Plotly, as a picture and as text, and as its own data", async () => {
    const { cells } = await jupyter(notebookOf(code("import lnnb\nlnnb.compare(a, b)", [figure("compare")])));
    const { data } = cells[0].outputs[0];
    const plotly = data["application/vnd.plotly.v1+json"];
    assert.ok(plotly.data.length > 2 && plotly.layout.width > 0);
    const [, picture] =
      /^<img src="data:image\/svg\+xml;base64,([^"]+)" alt="They agree[^"]+">$/.exec(data["text/html"].join("")) ?? [];
    assert.match(Buffer.from(picture, "base64").toString("utf8"), /^<svg .*scratch\(x\)/);
    assert.deepEqual(data["text/plain"], ["the text form"]);
    assert.equal(data["application/vnd.lnnb.figure+json"].kind, "compare");
  });

  test("a table is a table", async () => {
    const { cells } = await jupyter(notebookOf(code("import lnnb", [figure("table")])));
    const { data } = cells[0].outputs[0];
    assert.match(data["text/html"].join(""), /^<table>/);
    assert.equal("application/vnd.plotly.v1+json" in data, false);
  });

  test("a damaged figure keeps its text", async () => {
    const output = {
      ...figure("bars"),
      data: { "application/vnd.lnnb.figure+json": { version: 99 }, "text/plain": "t" },
    };
    const { cells } = await jupyter(notebookOf(code("1", [output])));
    assert.deepEqual(Object.keys(cells[0].outputs[0].data).sort(), ["application/vnd.lnnb.figure+json", "text/plain"]);
  });

  test("its kernel is Python's, and what it takes for granted is imported", async () => {
    const { cells, metadata } = await jupyter(notebookOf(code("import torch\nx = torch.ones(2)"), code("F.relu(x)")));
    assert.equal(metadata.kernelspec.name, "python3");
    assert.deepEqual(cells[0].source, ["import torch.nn.functional as F"]);
    assert.equal(cells.length, 3);
  });

  test("nothing is left that nbformat does not define", async () => {
    const odd = { ...code("1", [{ output_type: "smell", strength: 3 }], { id: "no good id!" }), mood: "blue" };
    const { cells, ...rest } = await jupyter(notebookOf(odd, { ...markdown("x"), cell_type: "poem" }));
    assert.deepEqual(Object.keys(rest).sort(), ["metadata", "nbformat", "nbformat_minor"]);
    assert.deepEqual(Object.keys(cells[0]).sort(), [
      "cell_type",
      "execution_count",
      "id",
      "metadata",
      "outputs",
      "source",
    ]);
    assert.match(cells[0].id, /^[\w-]{1,64}$/);
    assert.equal(cells[0].outputs[0].output_type, "display_data");
    assert.equal(cells[1].cell_type, "raw");
  });
});

describe("imports that are taken for granted", () => {
  const cases: [string[], string][] = [
    [["x = 1"], ""],
    [["nn.Linear(2, 3)"], "import torch.nn as nn"],
    [["x = math.pi\ny = torch.ones(2)\nlnnb.lines(y)"], "import math\nimport torch\nimport lnnb"],
    [["from torch import nn\nnn.Linear(1, 1)"], ""],
    [["import math, torch\nmath.pi", "torch.ones(1)"], ""],
    [["torch.ones(1)", "import torch"], "import torch"],
    [["'torch' # nn"], ""],
    [["f'{math.pi}'"], "import math"],
    [["model.nn.F"], ""],
    [["F = 3\nF + 1"], ""],
    [["import torch.nn.functional as F\nF.relu(x)"], ""],
  ];
  for (const [sources, expected] of cases) {
    test(JSON.stringify(sources), () => {
      assert.equal(importCell(notebookOf(...sources.map((source) => code(source)))) ?? "", expected);
    });
  }
});

describe("as a script", () => {
  test("cells come back as they were", async () => {
    const notebook = notebookOf(
      markdown("# Title\n\n- a\n\ntext"),
      code("import torch\n\nx = torch.ones(2)"),
      { cell_type: "raw", id: "r", metadata: {}, source: "raw text" },
      code("def f():\n    return 1\n\nf()"),
    );
    const back = scriptCells(await exported(notebook, "py")).map(({ type, source }) => ({ type, source }));
    assert.deepEqual(
      back,
      notebook.cells.map(({ type, source }) => ({ type, source })),
    );
  });

  test("what is no Python becomes a comment", async () => {
    const script = await exported(
      notebookOf(code("%matplotlib inline\n!pip install x\ny = 7 % 2\n# %% not a cell")),
      "py",
    );
    assert.equal(script, "# %%\n# %matplotlib inline\n# !pip install x\ny = 7 % 2\n#  %% not a cell\n");
    assert.equal(scriptCells(script).length, 1);
  });

  test("a script is imported as a notebook", () => {
    const notebook = importNotebook("a.py", new TextEncoder().encode("# %% [md]\n# # T\n# %%\nx = 1\r\ny = 2\n"));
    assert.deepEqual(
      notebook.cells.map(({ type, source }) => [type, source]),
      [
        ["markdown", "# T"],
        ["code", "x = 1\ny = 2"],
      ],
    );
    assert.equal((notebook.metadata.kernelspec as { name: string }).name, "lnnb");
  });
});

test("an imported Jupyter notebook keeps its outputs and its metadata, and gets our kernel", () => {
  const source = JSON.stringify({
    cells: [code("1", [figure("bars")])],
    metadata: { kernelspec: { name: "python3", display_name: "Python 3" }, authors: [{ name: "A" }] },
    nbformat: 4,
    nbformat_minor: 4,
  });
  const notebook = importNotebook("a.ipynb", new TextEncoder().encode(source));
  assert.equal((notebook.metadata.kernelspec as { name: string }).name, "lnnb");
  assert.deepEqual(notebook.metadata.authors, [{ name: "A" }]);
  assert.equal(notebook.cells[0].outputs.length, 1);
});

test("a page shows stored pictures, and asks no other machine for one", async () => {
  const png = "iVBORw0KGgo=";
  const picture = { output_type: "display_data", metadata: {}, data: { "image/png": png, "text/plain": "<Figure>" } };
  const html = await exported(
    notebookOf(
      markdown("![mine](attachment:a.png) ![theirs](https://example.org/x.png)", {
        attachments: { "a.png": { "image/png": png } },
      }),
      code("plot()", [picture]),
    ),
    "html",
  );
  assert.match(html, /<img src="data:image\/png;base64,iVBORw0KGgo=" alt="mine"> theirs/);
  assert.match(html, /<img src="data:image\/png;base64,iVBORw0KGgo=" alt="&lt;Figure&gt;">/);
  assert.doesNotMatch(html, /example\.org/);
  assert.match(html, /<h1>study<\/h1>/);
});

test("each figure is a file of its own, numbered and named after its title; a quiz is none", async () => {
  const notebook = notebookOf(code("1", [figure("compare"), figure("quiz"), figure("table")]));
  const files = await exportNotebook(notebook, "svg", "study", () =>
    Promise.reject(new Error("no scripts are needed")),
  );
  assert.deepEqual(
    files.map(({ name }) => name),
    ["study-1-scratch-x-and-reference-x.svg", "study-2-each-token-before-and-after.svg"],
  );
  for (const { text } of files) assert.match(text, /^<svg [\s\S]*<\/svg>\n$/);
});
