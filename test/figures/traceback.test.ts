import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { TRACEBACK_MIME, tracebackRuns } from "../../src/figures/traceback.ts";
import { tracebackMime } from "../../src/notebook/document.ts";

test("every place in a cell is a link, and the text stays as it was", () => {
  const stack = [
    "Traceback (most recent call last):",
    "  Cell In[12], line 3, in <module>",
    "    forward(x)",
    "  Cell In[7], line 20, in forward",
    "ValueError: not Cell In[x], line 2",
  ].join("\n");
  const runs = tracebackRuns(stack);
  assert.equal(runs.map((run) => run.text).join(""), stack);
  assert.deepEqual(
    runs.filter((run) => run.link !== undefined),
    [
      { text: "Cell In[12], line 3", link: { execution: 12, line: 3 } },
      { text: "Cell In[7], line 20", link: { execution: 7, line: 20 } },
    ],
  );
});

test("the colours of other kernels' tracebacks are kept, also within a link", () => {
  const runs = tracebackRuns(
    "\u001b[0;31mValueError\u001b[0m Cell \u001b[1;92mIn[3]\u001b[0m, line 4\u001b[38;5;28mx\u001b[39m",
  );
  assert.deepEqual(runs, [
    { text: "ValueError", colour: "red" },
    { text: " " },
    { text: "Cell ", link: { execution: 3, line: 4 } },
    { text: "In[3]", bold: true, colour: "brightGreen", link: { execution: 3, line: 4 } },
    { text: ", line 4", link: { execution: 3, line: 4 } },
    { text: "x" },
  ]);
});

test("the renderer, the notebook and the manifest agree on the mime type", () => {
  assert.equal(tracebackMime, TRACEBACK_MIME);
  const manifest = JSON.parse(readFileSync("package.json", "utf8"));
  const [renderer] = manifest.contributes.notebookRenderer.filter(({ id }: { id: string }) => id === "lnnb-traceback");
  assert.deepEqual(renderer.mimeTypes, [TRACEBACK_MIME]);
});
