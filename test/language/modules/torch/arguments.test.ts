import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate } from "../../../../src/engine/tensor/make.ts";
import { methodForm, parseOverload } from "../../../../src/language/modules/torch/arguments/overload.ts";
import { ArgumentParser } from "../../../../src/language/modules/torch/arguments/parser.ts";
import { PyTensor } from "../../../../src/language/modules/torch/objects/tensor.ts";
import { PyFloat } from "../../../../src/language/runtime/objects/float.ts";
import type { Value } from "../../../../src/language/runtime/objects/object.ts";
import { Raised } from "../../../../src/language/runtime/objects/raised.ts";
import { PyList, PyTuple } from "../../../../src/language/runtime/objects/sequence.ts";

const x = new PyTensor(allocate([2, 3], "float32"));
const scalar = new PyTensor(allocate([], "int64"));

function errorOf(name: string, overloads: string[], args: Value[], keywords: Record<string, Value> = {}): string {
  try {
    const given = new Map(Object.entries(keywords));
    new ArgumentParser(name, overloads).parse(args, given.size === 0 ? null : given);
  } catch (error) {
    if (error instanceof Raised) return `${error.exception.type.name}: ${String(error.exception.args.items[0])}`;
    throw error;
  }
  return "no error";
}

const sum = [
  "(Tensor input, *, dtype? dtype=None)",
  "(Tensor input, int[1]? dim, bool keepdim=False, *, dtype? dtype=None, Tensor out=None)",
];

test("an overload's text is as PyTorch's errors list it", () => {
  assert.equal(
    parseOverload(sum[1]).text,
    "(Tensor input, tuple of ints dim, bool keepdim = False, *, torch.dtype dtype = None, Tensor out = None)",
  );
  assert.equal(methodForm(sum[1]), "(int[1]? dim, bool keepdim=False, *, dtype? dtype=None)");
  assert.equal(methodForm("(Tensor input, *, Tensor out=None)"), "()");
  assert.equal(methodForm("(Tensor self, int[] size, *, $factory)"), "(int[] size, *, $factory)");
});

test("a call is matched to the first overload that takes it", () => {
  const parser = new ArgumentParser("sum", sum);
  assert.equal(parser.parse([x], null).index, 0);
  const withDim = parser.parse([x, 1], null);
  assert.equal(withDim.index, 1);
  assert.deepEqual(withDim.ints(1), [1]);
  const byName = parser.parse(
    [x],
    new Map<string, Value>([
      ["dim", new PyList([0, -1])],
      ["keepdim", true],
    ]),
  );
  assert.deepEqual(byName.ints(1), [0, -1]);
  assert.equal(byName.bool(2), true);
});

test("NumPy's names of parameters are taken", () => {
  const parsed = new ArgumentParser("sum", sum).parse(
    [x],
    new Map<string, Value>([
      ["axis", 1],
      ["keepdims", true],
    ]),
  );
  assert.deepEqual(parsed.ints(1), [1]);
  assert.equal(parsed.bool(2), true);
});

test("a lone list of ints may be given as several arguments", () => {
  const parser = new ArgumentParser("view", ["(int[] size)"]);
  assert.deepEqual(parser.parse([2, 3], null).ints(0), [2, 3]);
  assert.deepEqual(parser.parse([new PyTuple([2, 3])], null).ints(0), [2, 3]);
  assert.deepEqual(parser.parse([6], null).ints(0), [6]);
});

test("tensors without dimensions stand for numbers", () => {
  const parsed = new ArgumentParser("select", ["(Tensor input, int dim, int index)"]).parse([x, 0, scalar], null);
  assert.equal(parsed.int(2), 0);
});

test("no overload fits: every one is listed", () => {
  assert.equal(
    errorOf(
      "pow",
      [
        "(Tensor input, Tensor exponent, *, Tensor out=None)",
        "(Scalar self, Tensor exponent, *, Tensor out=None)",
        "(Tensor input, Scalar exponent, *, Tensor out=None)",
      ],
      [2, 3],
    ),
    "TypeError: pow() received an invalid combination of arguments - got (int, int), but expected one of:\n * (Tensor input, Tensor exponent, *, Tensor out = None)\n * (Number self, Tensor exponent, *, Tensor out = None)\n * (Tensor input, Number exponent, *, Tensor out = None)\n",
  );
  assert.equal(
    errorOf("fill_", ["(Tensor value)", "(Scalar value)"], ["a"]),
    "TypeError: fill_() received an invalid combination of arguments - got (str), but expected one of:\n * (Tensor value)\n      didn't match because some of the arguments have invalid types: (!str!)\n * (Number value)\n      didn't match because some of the arguments have invalid types: (!str!)\n",
  );
});

test("one plausible overload: its own error", () => {
  const linear = ["(Tensor input, Tensor weight, Tensor? bias=None, *, Tensor out=None)"];
  assert.equal(
    errorOf("linear", linear, [new PyList([1]), x]),
    "TypeError: linear(): argument 'input' (position 1) must be Tensor, not list",
  );
  assert.equal(errorOf("linear", linear, [x]), 'TypeError: linear() missing 1 required positional arguments: "weight"');
  assert.equal(
    errorOf("sum", sum, [new PyList([1])]),
    "TypeError: sum(): argument 'input' (position 1) must be Tensor, not list",
  );
  assert.equal(
    errorOf("relu", ["(Tensor input)"], [x, x]),
    "TypeError: relu() takes 1 positional argument but 2 were given",
  );
  assert.equal(
    errorOf("relu", ["(Tensor input)"], [x], { foo: 1 }),
    "TypeError: relu() got an unexpected keyword argument 'foo'",
  );
  assert.equal(
    errorOf("relu", ["(Tensor input)"], [x], { input: x }),
    "TypeError: relu() got multiple values for argument 'input'",
  );
  assert.equal(
    errorOf("linspace", ["(Scalar start, Scalar end, int steps)"], [0]),
    'TypeError: linspace() missing 2 required positional argument: "end", "steps"',
  );
  assert.equal(
    errorOf("topk", ["(Tensor input, int k, int dim=-1)"], [x, "a"]),
    "TypeError: topk(): argument 'k' (position 2) must be int, not str",
  );
  assert.equal(
    errorOf("eye", ["(int n, *, Tensor out=None)"], [new PyFloat(2.5)]),
    "TypeError: eye(): argument 'n' (position 1) must be int, not float",
  );
});

test("a wrong element of a list of ints is named with its place", () => {
  const size = ["(int[] size, *, dtype? dtype=None)"];
  assert.equal(
    errorOf("zeros", size, [new PyFloat(2.5)]),
    "TypeError: zeros(): argument 'size' (position 1) must be tuple of ints, but found element of type float at pos 0",
  );
  assert.equal(
    errorOf("zeros", size, ["a"]),
    "TypeError: zeros(): argument 'size' (position 1) must be tuple of ints, not str",
  );
  const parsed = new ArgumentParser("zeros", size).parse([2, new PyFloat(3)], null);
  assert.throws(() => parsed.ints(0), Raised);
});
