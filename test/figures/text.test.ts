import assert from "node:assert/strict";
import { test } from "node:test";
import { payloadToText, tableToCsv, tableToText } from "../../src/figures/text.ts";
import { viewOf } from "../../src/figures/views/index.ts";
import { samples } from "./samples.ts";

test("the text of a worked example: title, formula, aligned table", () => {
  assert.equal(
    payloadToText(samples.steps),
    `LayerNorm step by step
The steps of LayerNorm((4,), eps=1e-05): mean μ = 4.5, variance σ² = 8.75, standard deviation √(σ² + ε) = 2.95804.

  μ = mean(x)
  σ² = mean((x − μ)²)
  x̂ = (x − μ) / √(σ² + ε)
  y = γ x̂ + β

row 0: mean μ = 4.5, variance σ² = 8.75, standard deviation √(σ² + ε) = 2.95804
feature  x  x − μ         x̂  γ  β         y
0        1   -3.5   -1.1832  1  0   -1.1832
1        3   -1.5  -0.50709  1  0  -0.50709
2        5    0.5   0.16903  1  0   0.16903
3        9    4.5    1.5213  1  0    1.5213`,
  );
});

test("a check's text begins with its verdict and names the worst element", () => {
  const text = payloadToText(samples["check_gradients wrong"]);
  assert.match(text, /^Gradients of layer_norm\n\[wrong\] The manual gradient of x is wrong/);
  assert.match(text, /\nx {12}8 × 16 {2}wrong/);
  assert.match(text, /\nNote: x was float32/);
});

test("every figure has a text of lines that end where their words end", () => {
  for (const payload of Object.values(samples)) {
    const text = payloadToText(payload);
    assert.ok(text.length > 20);
    assert.doesNotMatch(text, /[ \t]\n/);
  }
});

test("a long table keeps its head and its end", () => {
  const rows = Array.from({ length: 100 }, (_, i) => [{ text: String(i) }]);
  const text = tableToText({ caption: "", columns: [{ label: "n", align: "left" }], rows, always: true });
  assert.equal(text.split("\n").length, 21);
  assert.match(text, /16\n\.\.\. 81 more rows\n98\n99$/);
});

test("CSV has exact values and quotes what needs it", () => {
  const [table] = viewOf(samples.table).tables(0);
  assert.equal(tableToCsv(table).split("\r\n")[1], "token 1,2.142857142857143,1e-9");
  const quoted = tableToCsv({
    caption: "",
    columns: [{ label: 'a,"b"', align: "left" }],
    rows: [[{ text: "line\nbreak" }]],
    always: true,
  });
  assert.equal(quoted, '"a,""b"""\r\n"line\nbreak"\r\n');
});
