import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { cellSource } from "../../src/commands/gradient-check/cell-source.ts";
import { findDefinitions } from "../../src/commands/gradient-check/definitions.ts";
import { fromOptions } from "../../src/commands/gradient-check/from-options.ts";
import {
  checkNormShape,
  defaultShapes,
  parseEps,
  parseGroups,
  parseShape,
  parseShapes,
} from "../../src/commands/gradient-check/options.ts";

const problem = (parsed: object): string => ("problem" in parsed ? String(parsed.problem) : "");

describe("what a person types", () => {
  for (const text of ["4, 8", "4,8", "(4, 8)", "[4, 8]", " 4 8 ", "4x8", "(4, 8,)"]) {
    test(`the shape "${text}"`, () => assert.deepEqual(parseShape(text), { value: [4, 8] }));
  }
  test("shapes that are none", () => {
    assert.match(problem(parseShape("")), /sizes of the dimensions/);
    assert.match(problem(parseShape("4, a")), /"a" is not the size of a dimension/);
    assert.match(problem(parseShape("4, 0")), /"0" is not/);
    assert.match(problem(parseShape("4, -8")), /"-8" is not/);
    assert.match(problem(parseShape("1000, 1000")), /1,000,000 elements would take long: at most 16,384/);
  });
  test("shapes of several inputs", () => {
    assert.deepEqual(parseShapes("(4, 8), (8,)", ["x", "weight"]), { value: [[4, 8], [8]] });
    assert.deepEqual(parseShapes("4, 8", ["x"]), { value: [[4, 8]] });
    assert.match(problem(parseShapes("4, 8", ["x", "w"])), /2 inputs \(x, w\) need 2 shapes/);
    assert.equal(defaultShapes(["x", "weight", "bias"]), "(4, 8), (8), (8)");
  });
  test("eps is kept as it was written", () => {
    for (const text of ["1e-5", "0.00001", "1e-05", "0", "1E-12"]) assert.deepEqual(parseEps(text), { value: text });
    for (const text of ["", "small", "-1e-5", "0x10", "inf", "1e-5)"])
      assert.match(problem(parseEps(text)), /not a number/);
  });
  test("groups divide the channels", () => {
    assert.deepEqual(parseGroups("3", 6), { value: 3 });
    assert.match(problem(parseGroups("4", 6)), /6 channels cannot be divided into 4 groups/);
    assert.match(problem(parseGroups("0", 6)), /not a number of groups/);
  });
  test("each norm's own demands", () => {
    assert.equal(checkNormShape("LayerNorm", [8]), undefined);
    assert.match(checkNormShape("GroupNorm", [8]) ?? "", /at least two dimensions/);
    assert.match(checkNormShape("BatchNorm", [1, 4]) ?? "", /more than one value for each channel/);
    assert.equal(checkNormShape("BatchNorm", [1, 4, 3]), undefined);
  });
});

describe("what a notebook defines", () => {
  const kinds = (...sources: string[]): string[] =>
    findDefinitions(sources).map(({ name, kind, parameters }) => `${kind} ${name}(${parameters.join(", ")})`);

  test("functions, with the parameters that have no default", () => {
    assert.deepEqual(kinds("def f(x, weight, eps=1e-5, *, k=2):\n    return x"), ["function f(x, weight)"]);
    assert.deepEqual(kinds("def f(\n    x: torch.Tensor,\n    shape: tuple[int, int],\n) -> torch.Tensor:\n    pass"), [
      "function f(x, shape)",
    ]);
  });
  test("modules, autograd functions, and modules that were made", () => {
    const source = [
      "class Norm(nn.Module):",
      "    def __init__(self, d, eps=1e-5):",
      "        super().__init__()",
      "    def forward(self, x):",
      "        return x",
      "class Pre(Norm):",
      "    def forward(self, x, mask): pass",
      "class Fn(torch.autograd.Function):",
      "    @staticmethod",
      "    def forward(ctx, x, weight): pass",
      "norm = Norm(8)",
      "linear = nn.Linear(8, 8)",
      "w = nn.Parameter(torch.ones(8))",
      "y = norm(x)",
    ].join("\n");
    assert.deepEqual(kinds(source), [
      "module class Norm(x)",
      "module class Pre(x, mask)",
      "autograd function Fn(x, weight)",
      "module norm()",
      "module linear()",
    ]);
    assert.deepEqual(findDefinitions([source])[0].constructorParameters, ["d"]);
  });
  test("not what is inside of others, private, or no function of tensors", () => {
    assert.deepEqual(
      kinds("def outer(x):\n    def inner(y): pass", "def _helper(x): pass", "def seed(): pass", "class A: pass"),
      ["function outer(x)"],
    );
  });
  test("the last definition counts", () => {
    const [f] = findDefinitions(["def f(x): pass", "def f(x, y): pass"]);
    assert.deepEqual([f.cell, f.parameters], [1, ["x", "y"]]);
  });
});

describe("the cell that checks", () => {
  test("a norm", () => {
    const { check } = fromOptions({ subject: "LayerNorm", shape: "2, 3", eps: 1e-6 }, []);
    assert.equal(
      cellSource(check),
      `# Check Gradients: LayerNorm
checked_norm = nn.LayerNorm(3, eps=0.000001, dtype=torch.float64)
# Weights other than one and biases other than zero, so that a mistake in them shows.
for parameter in checked_norm.parameters():
    nn.init.uniform_(parameter, 0.5, 1.5, generator=torch.Generator().manual_seed(1))
checked_input = torch.randn(2, 3, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
lnnb.check_gradients(checked_norm, checked_input, title="LayerNorm of a tensor of shape (2, 3), eps 0.000001, float64")`,
    );
  });
  test("each norm is made for its shape", () => {
    const made = (options: Parameters<typeof fromOptions>[0]): string =>
      /checked_norm = (.*?, eps)/.exec(cellSource(fromOptions(options, []).check))?.[1] ?? "";
    assert.equal(made({ subject: "RMSNorm" }), "nn.RMSNorm(8, eps");
    assert.equal(made({ subject: "BatchNorm" }), "nn.BatchNorm1d(4, eps");
    assert.equal(made({ subject: "BatchNorm", shape: "2, 3, 4, 5" }), "nn.BatchNorm2d(3, eps");
    assert.equal(made({ subject: "GroupNorm" }), "nn.GroupNorm(3, 6, eps");
    assert.equal(made({ subject: "GroupNorm", shape: "2, 8, 3", groups: 2 }), "nn.GroupNorm(2, 8, eps");
  });
  test("a function with gradients by hand", () => {
    const definitions = findDefinitions([
      "def norm(x, weight):\n    return x",
      "def norm_backward(x, weight, g):\n    return x",
    ]);
    const { check, definitions: needed } = fromOptions({ subject: "norm", manual: "norm_backward" }, definitions);
    assert.equal(
      cellSource(check),
      `# Check Gradients: norm
checked_x = torch.randn(4, 8, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
checked_weight = torch.randn(8, dtype=torch.float64, generator=torch.Generator().manual_seed(1))
lnnb.check_gradients(norm, checked_x, checked_weight, manual=norm_backward)`,
    );
    assert.deepEqual(
      needed.map((definition) => definition.cell),
      [0, 1],
    );
  });
  test("an autograd function, a class of modules, a module", () => {
    const source =
      "class Fn(torch.autograd.Function):\n    def forward(ctx, x): pass\nclass Net(nn.Module):\n    def forward(self, x): pass\nnet = Net(8)";
    const last = (subject: string): string =>
      cellSource(fromOptions({ subject }, findDefinitions([source])).check)
        .split("\n")
        .at(-1) ?? "";
    assert.equal(last("Fn"), 'lnnb.check_gradients(Fn.apply, checked_x, title="Gradients of Fn")');
    assert.equal(last("Net"), "lnnb.check_gradients(Net(8), checked_x)");
    assert.equal(last("net"), "lnnb.check_gradients(net, checked_input)");
  });
  test("options that are wrong are refused with a sentence", () => {
    const refused =
      (options: Parameters<typeof fromOptions>[0]): (() => void) =>
      () =>
        void fromOptions(options, []);
    assert.throws(refused({ subject: "f" }), /does not define f. It defines no function or module/);
    assert.throws(refused({ subject: "LayerNorm", dtype: "int64" }), /takes float64 or float32, not int64/);
    assert.throws(refused({ subject: "LayerNorm", shape: "4, y" }), /not the size of a dimension/);
    assert.throws(refused({ subject: "BatchNorm", shape: "1, 4" }), /more than one value/);
  });
});
