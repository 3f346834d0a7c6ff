import assert from "node:assert/strict";
import { test } from "node:test";
import { notebookToHtml } from "../../src/figures/html.ts";
import { markdownToHtml } from "../../src/figures/page/markdown.ts";
import { texToMathMl } from "../../src/figures/page/math.ts";
import { writePayload } from "../../src/figures/read-payload.ts";
import { samples } from "./samples.ts";

const scripts = { plotly: "var Plotly={}", page: "void 0" };
const math = (tex: string): string => /<mrow>(.*)<\/mrow><annotation/.exec(texToMathMl(tex, false))?.[1] ?? "";

test("a page holds its figures as data and as tables, and asks for nothing from outside", () => {
  const html = notebookToHtml({
    title: "T & <T>",
    scripts,
    cells: [
      {
        kind: "code",
        source: "lnnb.bars(x) # <script>",
        executionCount: 3,
        outputs: [
          { kind: "stream", name: "stdout", text: "</pre><script>alert(1)</script>" },
          { kind: "figure", payload: writePayload(samples.bars), text: "bars" },
        ],
      },
    ],
  });
  assert.match(html, /<title>T &amp; &lt;T&gt;<\/title>/);
  assert.doesNotMatch(html, /<script>alert/);
  assert.match(html, /<table>.*feature 0/s);
  assert.match(html, /<script type="application\/vnd\.lnnb\.figure\+json">\{"kind":"bars"|"kind":"bars"/);
  assert.doesNotMatch(html, /(src|href)="?https?:/);
  assert.match(html, /default-src 'none'/);
});

test("labels cannot leave the script element that holds a payload", () => {
  const payload = { ...samples.table, title: "</script><script>alert(1)</script>" };
  const cells = [
    {
      kind: "code",
      source: "",
      executionCount: 1,
      outputs: [{ kind: "figure", payload: writePayload(payload), text: "" }],
    },
  ] as const;
  assert.doesNotMatch(notebookToHtml({ title: "", cells, scripts }), /<script>alert/);
});

test("a figure that cannot be read shows why, and its text", () => {
  const cells = [
    {
      kind: "code",
      source: "",
      executionCount: 1,
      outputs: [{ kind: "figure", payload: { version: 9 }, text: "max abs 1e-7" }],
    },
  ] as const;
  const html = notebookToHtml({ title: "", cells, scripts });
  assert.match(html, /made by a newer release/);
  assert.match(html, /<pre class="text">max abs 1e-7<\/pre>/);
});

test("a page without figures carries no plotting library", () => {
  assert.doesNotMatch(notebookToHtml({ title: "", cells: [{ kind: "markdown", source: "# hi" }], scripts }), /Plotly/);
});

test("Markdown: headings, emphasis, code, lists, tables, links", () => {
  assert.equal(markdownToHtml("# A *b* **c** `d<e`"), "<h1>A <em>b</em> <strong>c</strong> <code>d&lt;e</code></h1>");
  assert.equal(
    markdownToHtml("- a\n- b\n  more\n\n1. x\n2. y"),
    "<ul><li>a</li><li>b\nmore</li></ul>\n<ol><li>x</li><li>y</li></ol>",
  );
  assert.match(
    markdownToHtml("|a|b|\n|-|-:|\n|1|2|"),
    /<th style="text-align:right">b<\/th>.*<td style="text-align:right">2<\/td>/,
  );
  assert.equal(
    markdownToHtml("[paper](https://arxiv.org/abs/1607.06450)"),
    '<p><a href="https://arxiv.org/abs/1607.06450">paper</a></p>',
  );
  assert.equal(markdownToHtml("```python\nx < 1\n```"), "<pre><code>x &lt; 1</code></pre>");
  assert.equal(markdownToHtml("snake_case_name and a_b"), "<p>snake_case_name and a_b</p>");
});

test("Markdown: raw HTML is text, and a script's address is no link", () => {
  assert.equal(markdownToHtml("<img src=x onerror=alert(1)>"), "<p>&lt;img src=x onerror=alert(1)&gt;</p>");
  assert.doesNotMatch(markdownToHtml("[x](javascript:alert(1))"), /<a /);
});

test("formulas become MathML, with their source beside them", () => {
  assert.equal(
    math("\\frac1d\\sum_i x_i"),
    '<mfrac><mn>1</mn><mi>d</mi></mfrac><munder><mo movablelimits="true">∑</mo><mi>i</mi></munder><msub><mi>x</mi><mi>i</mi></msub>',
  );
  assert.equal(
    math("\\sqrt{\\sigma^2+\\varepsilon}"),
    '<msqrt><mrow><msup><mi>σ</mi><mn>2</mn></msup><mo stretchy="false">+</mo><mi>ε</mi></mrow></msqrt>',
  );
  assert.match(math("\\hat x_i"), /<msub><mover accent="true"><mi>x<\/mi>/);
  assert.match(math("\\underbrace{g}_{\\text{in one step}}"), /<mtext>in one step<\/mtext>/);
  assert.match(texToMathMl("x<1", false), /<annotation encoding="application\/x-tex">x&lt;1</);
});

test("a formula that is not known shows as its source", () => {
  assert.equal(math("\\unheardof{x}"), "<mtext>\\unheardof{x}</mtext>");
  assert.equal(math("\\frac{1"), "<mtext>\\frac{1</mtext>");
});

test("prices are not formulas", () => {
  assert.equal(markdownToHtml("It costs $5 or $6."), "<p>It costs $5 or $6.</p>");
});
