import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeInteractState, type PayloadOf } from "../../../../src/figures/payload.ts";
import { openNotebook } from "./cell.ts";

const notebook = openNotebook();
notebook.run("torch.manual_seed(0)\nx = torch.randn(8, 16)");

function interaction(source: string): PayloadOf<"interact"> {
  const { figures, error } = notebook.run(source);
  assert.equal(error, "");
  const [payload] = figures;
  assert.equal(figures.length, 1);
  assert.equal(payload.kind, "interact");
  if (payload.kind !== "interact") throw new Error("not an interaction");
  return payload;
}
const move = (payload: PayloadOf<"interact">, ...settings: number[]) =>
  decodeInteractState(JSON.parse(JSON.stringify(notebook.interact(payload.handle, settings))));
const errorOf = (source: string): string => notebook.run(source).error;

test("what f shows, prints and gives back is the state; a move calls it again with the values shown", () => {
  const payload = interaction(`
def look(eps, affine):
    print("eps is", eps, type(eps).__name__, affine)
    return lnnb.distribution(after=F.layer_norm(x, (16,), eps=eps))
lnnb.interact(look, eps=(1e-12, 1e-1), affine=True)`);
  assert.equal(payload.title, "look");
  const [eps, affine] = payload.controls;
  assert.equal(eps.kind, "slider");
  assert.equal(eps.values[0], "1e-12");
  assert.equal(eps.values.at(-1), "0.1");
  assert.ok(eps.values.includes("1.6e-05"), eps.values.join());
  assert.deepEqual(affine, { name: "affine", kind: "switch", values: ["False", "True"] });
  assert.deepEqual(
    payload.state.figures.map(({ kind }) => kind),
    ["distribution"],
  );
  const moved = move(payload, eps.values.indexOf("1.6e-05"), 0);
  assert.equal(moved.text, "eps is 1.6e-05 float False\n");
  assert.equal(moved.figures.length, 1);
  assert.equal(moved.error, null);
});

test("a slider is logarithmic over two decades of positive floats, else even; ints stay ints; a step counts from the low end", () => {
  const controls = (text: string) =>
    interaction(`lnnb.interact(lambda **c: print(c), ${text})`).controls.map(({ kind, values }) => [kind, ...values]);
  assert.deepEqual(controls("n=(1, 4)"), [["slider", "1", "2", "3", "4"]]);
  assert.deepEqual(controls("n=(0, 1, 0.25)"), [["slider", "0", "0.25", "0.5", "0.75", "1"]]);
  assert.deepEqual(controls("n=range(2, 9, 3)"), [["slider", "2", "5", "8"]]);
  const [even] = controls("p=(0.0, 1.0)");
  assert.ok(even.length >= 100 && even.includes("0.5") && even.at(-1) === "1");
  const [log] = controls("eps=(1e-3, 1.0)");
  assert.deepEqual(log.slice(1, 6), ["0.001", "0.00125", "0.0016", "0.002", "0.0025"]);
  assert.deepEqual(controls("a=['relu', 'gelu'], b={'small': 1, 'large': 2}, c=[nn.ReLU, F.gelu]"), [
    ["choice", "relu", "gelu"],
    ["choice", "small", "large"],
    ["choice", "ReLU", "gelu"],
  ]);
  assert.deepEqual(controls("t=torch.tensor([1.0, 2.5])"), [["slider", "1", "2.5"]]);
  const [around] = controls("n=10");
  assert.deepEqual([around[1], around.at(-1)], ["-10", "30"]);
});

test("a default of f is where a control starts, else the middle", () => {
  const start = (text: string) => {
    const { controls, state } = interaction(text);
    return controls.map(({ values }, i) => values[state.settings[i]]);
  };
  assert.deepEqual(
    start("def f(eps=1e-5, kind='rms'): pass\nlnnb.interact(f, eps=(1e-12, 1e-1), kind=['layer', 'rms'])"),
    ["1e-05", "rms"],
  );
  assert.deepEqual(start("lnnb.interact(lambda n: n, n=(0, 10))"), ["5"]);
  assert.deepEqual(start("lnnb.interact(lambda e: e, e=(1e-8, 1.0))"), ["0.0001"]);
});

test("an error in f is shown in its place, by itself and after a move", () => {
  const payload = interaction("r = lnnb.interact(lambda n: 1 / n, n=[0, 2])");
  assert.equal(payload.state.error?.name, "ZeroDivisionError");
  assert.match(payload.state.error?.traceback ?? "", /Cell In\[\d+\], line 1/);
  assert.equal(move(payload, 1).text, "0.5\n");
  assert.equal(move(payload, 0).error?.message, "division by zero");
  assert.equal(notebook.run("print(bool(r), r.ok, r.settings)").stdout, "False False {'n': 0}\n");
});

test("a figure that f gives back without showing it in this call is shown, and one that it showed only once", () => {
  const payload = interaction("lnnb.interact(lambda n: lnnb.bars([1, n]), n=(1, 3))");
  assert.equal(payload.state.figures.length, 1);
  const outside = notebook.run("old = lnnb.lines([1, 2])\nlnnb.interact(lambda n: old, n=(1, 3))").figures;
  assert.equal(outside[1].kind === "interact" && outside[1].state.figures[0].kind, "lines");
});

test("an unknown handle, positions beyond the end and a wrong number of them are not moved", () => {
  const payload = interaction("lnnb.interact(lambda n: n, n=(1, 3))");
  assert.equal(notebook.interact("nobody", [0]), null);
  assert.equal(notebook.interact(payload.handle, [3]), null);
  assert.equal(notebook.interact(payload.handle, [0, 0]), null);
  assert.equal(notebook.interact(payload.handle, null), true);
});

test("the text form says at which settings, and what is shown there", () => {
  const { texts } = notebook.run("lnnb.interact(lambda n: lnnb.lines([1, n], title='a line'), n=(1, 3))");
  assert.match(texts[0], /^a line\nAt n = 2\. \[1, n\] against position/);
  assert.match(texts[0], /Note: Shown at n = 2\. To move the controls, run the cell/);
});

test("errors say what was wrong, what was found, and what to do", () => {
  assert.equal(
    errorOf("lnnb.interact(3, n=(1, 2))"),
    "TypeError: interact(): argument 'f' must be a function, not int",
  );
  assert.equal(
    errorOf("lnnb.interact(lambda n: n)"),
    "TypeError: interact(): <lambda>() needs 'n': give it a range (low, high), a list of choices, or a default in <lambda>()",
  );
  assert.equal(
    errorOf("lnnb.interact(lambda: 1, n=(1, 2))"),
    "TypeError: interact(): <lambda>() has no argument 'n' to move: it takes none",
  );
  assert.equal(
    errorOf("lnnb.interact(lambda n: n, n=(2, 1))"),
    "ValueError: interact(): argument 'n': a range must go from a number to a larger one, but goes from 2 to 1",
  );
  assert.equal(errorOf("lnnb.interact(lambda n: n, n=[])"), "ValueError: interact(): argument 'n' has no choices");
  assert.equal(
    errorOf("lnnb.interact(lambda n: n, n='abc')"),
    "TypeError: interact(): argument 'n' must be a range (low, high), a list of choices, or True or False, not str",
  );
  assert.match(errorOf("lnnb.interact(lambda n: n, n=(0, 1, 1e-6))"), /at most 1001$/);
});
