import assert from "node:assert/strict";
import { test } from "node:test";
import type { Payload } from "../../../../src/figures/payload.ts";
import { openNotebook } from "./cell.ts";

const notebook = openNotebook();
notebook.run("x = torch.tensor([[1.0, 3.0, 5.0, 9.0], [2.0, 2.0, 4.0, 0.0]])\ny = x * 2");

/** The one figure that a cell shows. */
function figureOf<K extends Payload["kind"]>(source: string, kind: K): Extract<Payload, { kind: K }> {
  const { figures, error } = notebook.run(source);
  assert.equal(error, "");
  assert.equal(figures.length, 1);
  const [payload] = figures;
  assert.equal(payload.kind, kind);
  // The kind has just been compared.
  return payload as Extract<Payload, { kind: K }>;
}
const errorOf = (source: string): string => {
  const { error, figures } = notebook.run(source);
  assert.equal(figures.length, 0);
  return error;
};
const printed = (source: string): string => notebook.run(source).stdout;

test("distribution: labels come from the call, roles from the keywords, numbers from the tensors", () => {
  const payload = figureOf("lnnb.distribution(before=x, after=y[0] + 1)", "distribution");
  assert.deepEqual(
    payload.series.map(({ label, role, shape }) => ({ label, role, shape })),
    [
      { label: "before: x", role: "before", shape: [2, 4] },
      { label: "after: y[0] + 1", role: "after", shape: [4] },
    ],
  );
  assert.equal(payload.series[0].overall.statistics.mean, 3.25);
  assert.equal(payload.series[0].overall.statistics.max, 9);
});

test("distribution: per token, positional, a dict, bins, a title", () => {
  const payload = figureOf('lnnb.distribution(x, per="token", bins=3, title="T")', "distribution");
  assert.equal(payload.title, "T");
  assert.equal(payload.per, "token");
  assert.deepEqual(payload.series[0].profile?.mean, [4.5, 2]);
  assert.equal(payload.series[0].overall.histogram?.counts.length, 3);
  const byLabel = figureOf('lnnb.distribution({"in": x, "out": y})', "distribution");
  assert.deepEqual(
    byLabel.series.map(({ label }) => label),
    ["in", "out"],
  );
});

test("distribution: what it returns can be asserted on", () => {
  assert.equal(
    printed("d = lnnb.distribution(before=x, after=y)\nprint(d.before.mean, d.after.max, d.series['before'].nan)"),
    "3.25 18.0 0\n",
  );
  assert.equal(printed("d = lnnb.distribution(x)\nprint(d.mean, round(d.var, 9), d.count)"), "3.25 6.9375 8\n");
  assert.match(printed("print(repr(d))"), /^Distribution\(distribution of x: mean 3\.25, std 2\.634\)\n$/);
});

test("distribution: a float16 tensor, a list, an int tensor, an empty one, NaN", () => {
  assert.equal(figureOf("lnnb.distribution(x.half())", "distribution").series[0].overall.statistics.mean, 3.25);
  assert.equal(figureOf("lnnb.distribution([1, 2, 3.5])", "distribution").series[0].overall.statistics.max, 3.5);
  assert.equal(figureOf("lnnb.distribution(torch.arange(5))", "distribution").series[0].overall.statistics.mean, 2);
  assert.equal(figureOf("lnnb.distribution(x[:0])", "distribution").series[0].overall.statistics.count, 0);
  assert.equal(figureOf("lnnb.distribution(x / 0 * 0)", "distribution").series[0].overall.statistics.nan, 8);
});

test("distribution: wrong arguments are named with what was found", () => {
  assert.equal(
    errorOf("lnnb.distribution()"),
    "TypeError: distribution() needs at least one tensor: distribution(before=x, after=y)",
  );
  assert.equal(
    errorOf('lnnb.distribution(before="abc")'),
    "TypeError: distribution(): 'before: \"abc\"' must be a tensor or a list of numbers, not str",
  );
  assert.equal(
    errorOf("lnnb.distribution(x, bins=0)"),
    "ValueError: distribution(): argument 'bins' must be from 1 to 500, but is 0",
  );
  assert.equal(
    errorOf("lnnb.distribution(x, per=3)"),
    "TypeError: distribution(): argument 'per' must be a str, not int",
  );
});

test("compare: equal tensors, near ones, and ones that differ", () => {
  assert.equal(
    printed("c = lnnb.compare(x, x.clone())\nprint(c.ok, c.max_abs, c.max_ulp, c.worst, bool(c))"),
    "True 0.0 0 None True\n",
  );
  const payload = figureOf("c = lnnb.compare(y, x * 2 + 1e-3)", "compare");
  assert.equal(payload.comparison.ok, false);
  assert.deepEqual([payload.first.label, payload.second.label], ["y", "x * 2 + 1e-3"]);
  assert.equal(printed("print(c.ok, c.mismatches, c.worst.index, c.worst.a)"), "False 8 (1, 3) 0.0\n");
  assert.match(
    printed("print(c.worst)"),
    /^\[1, 3\]: y 0, x \* 2 \+ 1e-3 0\.00100000005, abs 0\.001, rel 1, \d+.*ulp\n$/,
  );
});

test("compare: one ulp is one ulp, in each dtype", () => {
  assert.equal(printed("print(lnnb.compare(torch.tensor([1.0]), torch.tensor([1.0 + 2**-23])).max_ulp)"), "1\n");
  assert.equal(
    printed("h = torch.tensor([1.0, 2.0]).half()\nprint(lnnb.compare(h, torch.tensor([1.0 + 2**-10, 2.0])).max_ulp)"),
    "1\n",
  );
});

test("compare: shapes that differ are named", () => {
  assert.equal(errorOf("lnnb.compare(x, x[0])"), "ValueError: compare(): shapes must be equal, but are (2, 4) and (4)");
  assert.equal(
    errorOf("lnnb.compare(x, x, atol=-1)"),
    "ValueError: compare(): argument 'atol' must not be negative, but is -1",
  );
});

test("lines: a tensor, a dict against x, a matrix by rows, a band", () => {
  assert.deepEqual(figureOf("lnnb.lines(x[0])", "lines").series[0], {
    label: "x[0]",
    role: null,
    x: [0, 1, 2, 3],
    y: [1, 3, 5, 9],
    low: null,
    high: null,
  });
  const payload = figureOf(
    'lnnb.lines({"a": x[0], "b": y[0]}, x=[1, 10, 100, 1000], log_x=True, x_label="n", y_label="v", bands={"a": (x[0] - 1, x[0] + 1)})',
    "lines",
  );
  assert.deepEqual(payload.x, { label: "n", scale: "log" });
  assert.deepEqual(payload.series[0].low, [0, 2, 4, 8]);
  assert.deepEqual(payload.series[1].x, [1, 10, 100, 1000]);
  assert.deepEqual(
    figureOf("lnnb.lines(x)", "lines").series.map(({ label }) => label),
    ["x[0]", "x[1]"],
  );
  assert.equal(errorOf("lnnb.lines(x[0], x=[1, 2])"), "ValueError: lines(): 'x' has 2 values, but 'x[0]' has 4");
});

test("sweep: f is called for every value; the axis is logarithmic over decades", () => {
  const payload = figureOf("s = lnnb.sweep(lambda eps: 1 / (1 + eps), eps=[1e-4, 1e-2, 1.0])", "sweep");
  assert.deepEqual(payload.x, { label: "eps", scale: "log" });
  assert.deepEqual(payload.series[0].x, [1e-4, 1e-2, 1]);
  assert.equal(payload.series[0].y[2], 0.5);
  assert.deepEqual(
    figureOf('lnnb.sweep(lambda n: {"sum": x[:n].sum(), "n": n}, n=[1, 2])', "sweep").series.map(({ label, y }) => [
      label,
      y,
    ]),
    [
      ["sum", [18, 26]],
      ["n", [1, 2]],
    ],
  );
  assert.equal(figureOf("lnnb.sweep(lambda v: v * 2, eps=[1.0, 2.0])", "sweep").series[0].y[1], 4);
  assert.equal(
    errorOf("lnnb.sweep(print)"),
    "TypeError: sweep() takes one parameter to sweep, as eps=[1e-8, 1e-5, 1e-2], but got none",
  );
  assert.match(errorOf("lnnb.sweep(lambda a: 'no', a=[1])"), /^TypeError: sweep\(\): f must give numbers .* is str$/);
});

test("bars: names, markers, errors; a dict of numbers is one series", () => {
  const payload = figureOf(
    'lnnb.bars({"a": x[0]}, x=["p", "q", "r", "s"], markers={"goal": y[0]}, errors=x[1])',
    "bars",
  );
  assert.deepEqual(payload.categories, ["p", "q", "r", "s"]);
  assert.deepEqual(payload.markers, { label: "goal", values: [2, 6, 10, 18] });
  assert.deepEqual(payload.series[0].errors, [2, 2, 4, 0]);
  const numbers = figureOf('lnnb.bars({"one": 1, "two": 2.5})', "bars");
  assert.deepEqual(numbers.categories, ["one", "two"]);
  assert.deepEqual(numbers.series[0].values, [1, 2.5]);
  assert.equal(
    errorOf("lnnb.bars(x[0], x=['a'])"),
    "ValueError: bars(): 'x[0]' has 4 values, but there are 1 bar to name",
  );
});

test("heatmap: folds dimensions, centres at zero where values have both signs, names rows and columns", () => {
  const payload = figureOf('lnnb.heatmap(x - 3, y=["a", "b"])', "heatmap");
  assert.equal(payload.centre, 0);
  assert.deepEqual(payload.rowNames, ["a", "b"]);
  assert.deepEqual(payload.grid.values, [-2, 0, 2, 6, -1, -1, 1, -3]);
  assert.equal(figureOf("lnnb.heatmap(x)", "heatmap").centre, null);
  const large = figureOf("lnnb.heatmap(torch.zeros(300, 10))", "heatmap");
  assert.equal(large.grid.rows, 60);
  assert.equal(errorOf("lnnb.heatmap(x, x=['a'])"), "ValueError: heatmap(): argument 'x' names 1, but there are 4");
});

test("scatter: pairs, samples with the outermost points, curves from functions", () => {
  const payload = figureOf('lnnb.scatter(x, y, curves={"double": lambda v: v * 2}, diagonal=True)', "scatter");
  assert.equal(payload.series[0].total, 8);
  assert.equal(payload.curves[0].y.at(-1), 18);
  const large = figureOf("r = torch.arange(100000.0)\nlnnb.scatter(r, r)", "scatter");
  assert.ok(large.series[0].x.length <= 3000);
  assert.ok(large.series[0].x.includes(99999));
  assert.equal(
    errorOf("lnnb.scatter(x, x[0])"),
    "ValueError: scatter(): x and y must have equally many values, but have 8 and 4",
  );
});

test("table: columns, rows of lists or dicts, a matrix", () => {
  const payload = figureOf('lnnb.table({"name": ["a", "b"], "mean": x.mean(-1)})', "table");
  assert.deepEqual(payload.rows, [
    ["a", 4.5],
    ["b", 2],
  ]);
  assert.deepEqual(
    payload.columns.map(({ numeric }) => numeric),
    [false, true],
  );
  assert.deepEqual(figureOf('lnnb.table([{"a": 1, "b": None}, {"a": 2}])', "table").rows, [
    ["0", 1, null],
    ["1", 2, null],
  ]);
  assert.deepEqual(figureOf('lnnb.table(x, columns=["a", "b", "c", "d"])', "table").rows[1], ["1", 2, 2, 4, 0]);
  assert.match(errorOf('lnnb.table({"a": [1], "b": [1, 2]})'), /^ValueError: table\(\): columns must be equally long/);
});

test("quiz: the answer by position or by text", () => {
  const payload = figureOf('lnnb.quiz("Which?", ["a", "b"], "b", why="so")', "quiz");
  assert.deepEqual(payload.questions, [{ question: "Which?", choices: ["a", "b"], answer: 1, why: "so" }]);
  assert.equal(
    errorOf('lnnb.quiz("Which?", ["a", "b"], 2)'),
    "ValueError: quiz(): argument 'answer' must be from 0 to 1, but is 2",
  );
});

test("a figure is shown once in its cell, and again when a later cell asks for it", () => {
  assert.equal(notebook.run("r = lnnb.bars([1, 2])\nr").figures.length, 1);
  assert.equal(notebook.run("r").figures.length, 1);
  assert.equal(notebook.run("r; None").figures.length, 0);
  assert.deepEqual(notebook.run("lnnb.distribution(x).mean").texts.at(-1), "3.25");
});

test("every call's text form begins with its title", () => {
  assert.match(notebook.run('lnnb.lines(x[0], title="A title")').texts[0], /^A title\n/);
});

test("keywords that a function has not are refused by name", () => {
  assert.equal(errorOf("lnnb.compare(x, y, tol=1)"), "TypeError: compare() got an unexpected keyword argument 'tol'");
});
