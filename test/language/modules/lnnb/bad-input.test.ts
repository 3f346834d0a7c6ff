/** What figures make of empty tensors, NaN, constants, single elements and markup: a figure or an error that says what is wrong. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assemble } from "../../../../src/figures/plot/assemble.ts";
import { lightTheme } from "../../../../src/figures/theme.ts";
import { initialChoice } from "../../../../src/figures/view.ts";
import { viewOf } from "../../../../src/figures/views/index.ts";
import { openNotebook } from "./cell.ts";

const notebook = openNotebook();
notebook.run(`
import torch.nn.functional as F
norm = nn.LayerNorm(4)
inputs = {}
`);

const inputs: Readonly<Record<string, string>> = {
  "an empty tensor": "torch.empty(0, 4)",
  "no features": "torch.empty(3, 0)",
  "all NaN": "torch.full((3, 4), float('nan'))",
  infinities: "torch.tensor([[1.0, float('inf'), -float('inf'), 0.0]])",
  "a constant": "torch.full((3, 4), 2.0)",
  "one element": "torch.tensor([[1.5]])",
  "a scalar": "torch.tensor(3.0)",
  integers: "torch.arange(12).reshape(3, 4)",
  booleans: "torch.tensor([[True, False, True, True]])",
  halves: "torch.full((3, 4), 6e4, dtype=torch.float16)",
  "huge and tiny": "torch.tensor([[1e308, -1e308, 1e-308, 0.0]], dtype=torch.float64)",
  "a transposed view": "torch.randn(4, 3).T",
  "five dimensions": "torch.randn(2, 1, 2, 1, 4)",
};

const calls: Readonly<Record<string, string>> = {
  distribution: "lnnb.distribution(before=x, after=x)",
  "distribution per token": "lnnb.distribution(x, per='token')",
  compare: "lnnb.compare(x, x)",
  "compare with zeros": "lnnb.compare(x, torch.zeros_like(x))",
  check_gradients: "lnnb.check_gradients(lambda v: (v * v).sum(), x)",
  steps: "lnnb.steps(norm, x)",
  gradient_terms: "lnnb.gradient_terms(norm, x, x)",
  trace: "lnnb.trace(nn.Sequential(nn.LayerNorm(4), nn.Tanh()), x)",
  lines: "lnnb.lines(x)",
  "lines, logarithmic": "lnnb.lines(x, log_y=True)",
  bars: "lnnb.bars(x.flatten())",
  heatmap: "lnnb.heatmap(x)",
  scatter: "lnnb.scatter(x.flatten(), x.flatten())",
  table: "lnnb.table({'x': x.flatten()})",
  sweep: "lnnb.sweep(lambda e: x.float().sum() * e, e=[0.0, 1e-5, 1.0])",
  interact: "lnnb.interact(lambda e: lnnb.distribution(x), e=(0.0, 1.0))",
};

for (const [call, source] of Object.entries(calls)) {
  test(`${call}: every awkward input is drawn, or refused with a reason`, () => {
    for (const [name, tensor] of Object.entries(inputs)) {
      const { error, figures, texts } = notebook.run(`x = ${tensor}\n${source}`);
      if (error !== "") {
        assert.match(error, /^(TypeError|ValueError|RuntimeError|NotImplementedError): \S/, `${name}: ${error}`);
        assert.deepEqual(figures, [], name);
        continue;
      }
      assert.equal(figures.length, 1, name);
      const view = viewOf(figures[0]);
      assert.match(view.summary, /\.$/, name);
      assert.ok(texts[0].length > 10, name);
      for (const log of view.log === null ? [false] : [false, true]) {
        const panels = view.panels(lightTheme, { ...initialChoice(view), log });
        const { data, layout } = assemble(panels, lightTheme, 400);
        // What is NaN or infinite must not reach the drawing as a number.
        assert.doesNotMatch(JSON.stringify({ data, layout }), /undefined|\[object/, name);
        for (const axis of Object.entries(layout).filter(([key]) => /^[xy]axis/.test(key))) {
          const range: unknown = Reflect.get(Object(axis[1]), "range");
          if (Array.isArray(range))
            assert.ok(range.every(Number.isFinite), `${name}: ${axis[0]} from ${range.join(" to ")}`);
        }
      }
    }
  });
}

test("wrong shapes are named", () => {
  const errorOf = (source: string): string => notebook.run(source).error;
  assert.equal(
    errorOf("lnnb.compare(torch.zeros(2, 3), torch.zeros(3, 2))"),
    "ValueError: compare(): shapes must be equal, but are (2, 3) and (3, 2)",
  );
  assert.equal(
    errorOf("lnnb.steps(nn.LayerNorm(4), torch.zeros(2, 3))"),
    "ValueError: steps(): the norm takes [*, 4], but x has shape (2, 3)",
  );
  assert.equal(
    errorOf("lnnb.gradient_terms(nn.LayerNorm(4), torch.zeros(2, 4), torch.zeros(4))"),
    "ValueError: gradient_terms(): grad_y must have the shape of x, (2, 4), but has (4)",
  );
  assert.match(
    errorOf("lnnb.heatmap(torch.zeros(2, 3), x=['a'])"),
    /^ValueError: heatmap\(\): argument 'x' names 1, but there are 3$/,
  );
  assert.match(
    errorOf("lnnb.lines(torch.zeros(2, 2, 2))"),
    /must have one dimension or two, but has shape \(2, 2, 2\)$/,
  );
  assert.match(
    errorOf("lnnb.distribution(None)"),
    /^TypeError: distribution\(\): '.*' must be a tensor or a list of numbers, not NoneType$/,
  );
});

test("markup in labels reaches the payload as it is, and the drawing as text", () => {
  const { figures } = notebook.run(
    "lnnb.lines({'<img src=x onerror=alert(1)> %{y}': [1, 2]}, title='<script>', x_label='<b>x</b>', y_label='a & b')",
  );
  const view = viewOf(figures[0]);
  assert.equal(view.title, "<script>");
  const { data, layout } = assemble(view.panels(lightTheme, initialChoice(view)), lightTheme, 600);
  const texts = JSON.stringify([data, layout]);
  assert.doesNotMatch(texts, /<img|<script|<b>x/);
  assert.match(texts, /&lt;img src=x onerror=alert\(1\)&gt; %&#123;y}/);
});
