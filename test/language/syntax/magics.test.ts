import assert from "node:assert/strict";
import { test } from "node:test";
import { check } from "../../../src/language/syntax/check.ts";

const message = (source: string): string | undefined => check(source)[0]?.message;

test("commands of IPython are named, with what to do instead", () => {
  for (const [source, wanted] of [
    ["%matplotlib inline\nx = 1", /^invalid syntax\. '%matplotlib' is a command of IPython, .*figures are lnnb's$/],
    ["import torch\n!pip install einops", /'!pip' is a command of IPython, .*nothing needs to be installed/],
    ["%pip install einops", /nothing needs to be installed/],
    ["!nvidia-smi", /cannot start processes/],
    ["%%time\nx = 1", /'%%time' .*timeit\.timeit/],
    ["for i in range(3):\n    %timeit f(i)", /'%timeit' .*timeit\.timeit/],
    ["x = 1\nx?", /'x\?' .*hover over the name/],
    ["?torch.sum", /hover over the name/],
    ["%env A=1", /'%env' .*remove the line$/],
  ] as const) {
    assert.match(message(source) ?? "", wanted, source);
  }
});

test("Python's own errors keep CPython's words", () => {
  for (const source of ["x = = 1", "a = b %% c", "print(1) !x", "x = 3 ?", "def f(:\n    pass"]) {
    const found = message(source);
    assert.ok(found !== undefined && !found.includes("IPython"), `${source}: ${found}`);
  }
  assert.equal(message("x = 5 % 2\n"), undefined);
});
