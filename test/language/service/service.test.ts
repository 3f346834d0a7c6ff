import assert from "node:assert/strict";
import { test } from "node:test";
import type { Catalog } from "../../../src/language/service/catalog.ts";
import { complete } from "../../../src/language/service/completion.ts";
import { hover, signatureHelp } from "../../../src/language/service/hover.ts";
import type { Scope } from "../../../src/language/service/inference.ts";
import { NotebookAnalysis } from "../../../src/language/service/notebook-analysis.ts";
import { parameterNames } from "../../../src/language/service/signature-text.ts";

const catalog: Catalog = {
  modules: {
    builtins: [{ name: "len", kind: "function", signature: "len(obj, /)", returns: "int" }],
    torch: [
      {
        name: "randn",
        kind: "function",
        signature: "randn(*size, dtype=None)",
        returns: "torch.Tensor",
        doc: "Normal draws.",
      },
      { name: "nn", kind: "module", path: "torch.nn" },
    ],
    "torch.nn": [
      {
        name: "LayerNorm",
        kind: "class",
        signature: "LayerNorm(normalized_shape, eps=1e-05)",
        returns: "torch.nn.LayerNorm",
      },
      { name: "Module", kind: "class", signature: "Module()", returns: "torch.nn.Module" },
    ],
    "torch.nn.functional": [
      {
        name: "layer_norm",
        kind: "function",
        signature: "layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05)",
        returns: "torch.Tensor",
      },
    ],
  },
  types: {
    "torch.Tensor": [
      { name: "mean", kind: "method", signature: "mean(dim=None, keepdim=False)", returns: "torch.Tensor" },
      { name: "shape", kind: "property", returns: "torch.Size" },
    ],
    "torch.nn.LayerNorm": [
      { name: "weight", kind: "property", returns: "torch.Tensor" },
      { name: "eval", kind: "method", signature: "eval()" },
    ],
    "torch.nn.Module": [{ name: "parameters", kind: "method", signature: "parameters()" }],
  },
};

/** A notebook of cells; `|` in the last one is where the user types. */
function at(...cells: string[]): {
  offset: number;
  scope: Scope;
  cell: NonNullable<ReturnType<NotebookAnalysis["cell"]>>;
} {
  const offset = cells[cells.length - 1].indexOf("|");
  const notebook = new NotebookAnalysis();
  notebook.update(cells.map((source, i) => ({ key: `${i}`, version: 1, source: source.replace("|", "") })));
  const key = `${cells.length - 1}`;
  const cell = notebook.cell(key);
  assert.ok(cell);
  return { offset, cell, scope: { catalog, notebook, cell: key } };
}

function labels(...cells: string[]): string[] {
  const { offset, cell, scope } = at(...cells);
  return complete(offset, cell, scope).map((item) => item.label);
}

test("the members of a module come after its dot, also through an alias and without an import", () => {
  assert.deepEqual(labels("torch.|"), ["randn", "nn"]);
  assert.deepEqual(labels("import torch.nn as layers\nlayers.La|"), ["LayerNorm", "Module"]);
  assert.deepEqual(labels("F.|"), ["layer_norm"]);
});

test("the result of a torch call is a tensor, through assignments in other cells, methods and operators", () => {
  for (const source of ["x.|", "x.mean().|", "(x * 2).|", "x[0].|", "x.mean(dim=-1).|\nprint(x)"]) {
    assert.deepEqual(labels("x = torch.randn(2, 3)", source), ["mean", "shape"], source);
  }
});

test("an instance of a library class offers its members, and calling it gives a tensor", () => {
  assert.deepEqual(labels("norm = nn.LayerNorm(8)", "norm.|"), ["weight", "eval"]);
  assert.deepEqual(labels("norm = nn.LayerNorm(8)", "norm(torch.randn(8)).|"), ["mean", "shape"]);
});

test("a notebook's own class offers its methods, what they set on self, and its base's members", () => {
  const definition =
    "class Net(nn.Module):\n    def __init__(self):\n        self.norm = nn.LayerNorm(4)\n    def run(self, x): return x\nnet = Net()";
  const offered = labels(definition, "net.|");
  for (const name of ["norm", "run", "parameters"]) assert.ok(offered.includes(name), name);
  assert.deepEqual(labels(definition, "net.norm.|"), ["weight", "eval"]);
});

test("names in reach: locals and parameters first, then the notebook's, then builtins and keywords", () => {
  const { offset, cell, scope } = at("scale = 2", "def f(width):\n    inner = 1\n    return |");
  const items = complete(offset, cell, scope);
  const rank = (label: string): number => items.find((item) => item.label === label)?.rank ?? Number.NaN;
  assert.ok(rank("inner") < rank("scale") && rank("width") < rank("scale"));
  assert.ok(rank("scale") < rank("len") && rank("len") < rank("lambda"));
});

test("keyword arguments are offered inside a call", () => {
  assert.ok(labels("F.layer_norm(x, |)").includes("normalized_shape="));
});

test("nothing is offered inside a string or a comment", () => {
  assert.deepEqual(labels("s = 'torch.|'"), []);
  assert.deepEqual(labels("# torch.|"), []);
});

test("from-imports offer what the module holds", () => {
  assert.deepEqual(labels("from torch.nn import |"), ["LayerNorm", "Module"]);
});

test("hover shows a signature and its documentation", () => {
  const { offset, cell, scope } = at("torch.ra|ndn(3)");
  assert.deepEqual(hover(offset, cell, scope), {
    from: 6,
    to: 11,
    code: "def torch.randn(*size, dtype=None)",
    doc: "Normal draws.",
  });
});

test("hover on a function of the notebook shows its docstring, where it is defined and where it is used", () => {
  const source = 'def norm(x, eps=1e-5):\n    """Mine."""\n    return x';
  const used = at(source, "nor|m(1)");
  assert.equal(hover(used.offset, used.cell, used.scope)?.doc, "Mine.");
  const defined = at(source.replace("def norm", "def no|rm"));
  assert.equal(hover(defined.offset, defined.cell, defined.scope)?.code, "def norm(x, eps=1e-5)");
});

test("signature help follows commas and keywords", () => {
  const second = at("F.layer_norm(x, |");
  assert.equal(signatureHelp(second.offset, second.cell, second.scope)?.active, 1);
  const keyword = at("F.layer_norm(x, eps=|)");
  assert.equal(signatureHelp(keyword.offset, keyword.cell, keyword.scope)?.active, 4);
});

test("definitions that name each other do not loop", () => {
  assert.deepEqual(labels("a = b", "b = a", "a.|"), []);
});

test("only a changed cell is parsed again", () => {
  const notebook = new NotebookAnalysis();
  notebook.update([
    { key: "a", version: 1, source: "x = 1" },
    { key: "b", version: 1, source: "y = 2" },
  ]);
  const before = [notebook.cell("a"), notebook.cell("b")];
  notebook.update([
    { key: "a", version: 1, source: "x = 1" },
    { key: "b", version: 2, source: "z = 2" },
  ]);
  assert.equal(notebook.cell("a"), before[0]);
  assert.notEqual(notebook.cell("b"), before[1]);
});

test("parameter names are read past defaults with commas", () => {
  assert.deepEqual(parameterNames("f(a, b=(1, 2), *, c, **kw)"), ["a", "b", "c", "**kw"]);
});
