// What the comparison of programs excuses, and that it excuses nothing else.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Result } from "./cpython.ts";
import { compare, equalUpToLastDigits } from "./verdict.ts";

const printed = (stdout: string, error: string | null = null): Result => ({ stdout, error });
const lastBit = { excuse: "last bit of math.acos, asin, atan, atan2, log2 and tan" };

test("equal output is the same, addresses aside", () => {
  assert.equal(compare("print(1)", printed("1\n"), printed("1\n")), "same");
  assert.equal(compare("", printed("<f at 0x7f01>\n"), printed("<f at 0x7fab22>\n")), "same");
  assert.equal(compare("", printed("<F AT 0X7F01>\n"), printed("<F AT 0X7FAB>\n")), "same");
  assert.equal(compare("", printed("<f at 0x7f01>\n"), printed("<g at 0x7f01>\n")), "different");
  assert.equal(compare("", printed("at 0 0x12"), printed("at 0 0x13")), "different");
  const spelled = (address: string): Result => printed(`[${[...`<f at ${address}>`].map((c) => `'${c}'`).join(", ")}]`);
  assert.equal(compare("", spelled("0x7f3000001a40"), spelled("0x7f7fdf232600")), "same");
  assert.equal(compare("", spelled("0x7f30"), spelled("0x7f31")), "different");
  const split = (address: string): Result => printed(`['<f', 'at', '${address}>']`);
  assert.equal(compare("", split("0x7f3000001a40"), split("0x7f7fdf232600")), "same");
  assert.equal(compare("", split("0x7f30"), split("0x7f31")), "different");
});

test("suggestions are compared where CPython makes them", () => {
  const [ours, theirs] = [printed("", "NameError: x. Did you mean: 'y'?"), printed("", "NameError: x")];
  assert.equal(compare("", ours, theirs), "different");
  assert.equal(compare("", ours, theirs, 11), "same");
});

test("the last digits of a number are excused where a program uses one of the functions", () => {
  const [ours, theirs] = [printed("float 0.8082479127226211\n"), printed("float 0.8082479127226212\n")];
  for (const name of ["acos", "asin", "atan", "atan2", "log2", "tan"]) {
    assert.deepEqual(compare(`show(math.${name}(0.5, 2))`, ours, theirs), lastBit);
  }
  for (const source of ["show(math.sin(0.5))", "show(math.tanh(0.5))", "show(math.atanh(0.5))", "tan = 1", ""]) {
    assert.equal(compare(source, ours, theirs), "different", source);
  }
});

test("more than the last digits is not excused", () => {
  const source = "print(math.tan(x))";
  const pairs = [
    ["0.80824791", "0.80824792"],
    ["0.8082479127226211", "0.8082479127226291"],
    ["0.8082479127226211", "-0.8082479127226211"],
    ["9007199254740993", "9007199254740992"],
    ["0.8082479127226211 1", "0.8082479127226212 2"],
    ["0.8082479127226211", "0.8082479127226212\n"],
    ["float 0.8082479127226211", "int 0.8082479127226212"],
    ["1.0", "1"],
    ["0.8082479127226211", "nan"],
    ["1e300", "1e301"],
    ["0.0", "1e-300"],
  ];
  for (const [a, b] of pairs) {
    assert.equal(compare(source, printed(a), printed(b)), "different", `${a} and ${b}`);
    assert.equal(compare(source, printed(b), printed(a)), "different", `${b} and ${a}`);
  }
  assert.equal(compare(source, printed("1.5"), printed("1.5", "ValueError: x")), "different");
  assert.equal(equalUpToLastDigits("[1.5, 2.5000000000000004e-07]", "[1.5, 2.5e-07]"), true);
});

test("signs are excused where a program uses math.copysign, and nothing more", () => {
  const sign = { excuse: "sign of not-a-number in math.copysign" };
  assert.deepEqual(compare("math.copysign(1, inf - inf)", printed("float 1.0"), printed("float -1.0")), sign);
  assert.equal(compare("math.copysign(1, inf - inf)", printed("float 1.0"), printed("float -2.0")), "different");
  assert.equal(compare("math.copysign(1, inf - inf)", printed("a b"), printed("a-b")), "different");
  assert.equal(compare("math.fabs(1)", printed("float 1.0"), printed("float -1.0")), "different");
});

test("a count of -1 arguments is excused where a method lacks its object, and nothing else", () => {
  const few = (name: string, count: number): Result =>
    printed(`${name}() takes at least 0 positional arguments (${count} given)`);
  const ours = printed("unbound method str.encode() needs an argument");
  assert.deepEqual(compare("", ours, few("encode", -1)), { excuse: "fewer than no arguments" });
  assert.equal(compare("", ours, few("decode", -1)), "different");
  assert.equal(compare("", ours, few("encode", 1)), "different");
  assert.equal(compare("", printed("1"), few("encode", -1)), "different");
});

test("time, room and complex numbers are excused by what CPython or the cell says", () => {
  assert.deepEqual(compare("", printed("1"), printed("", "TimedOut")), { excuse: "no time" });
  assert.deepEqual(compare("", printed("1"), printed("", "MemoryError")), { excuse: "no room" });
  assert.deepEqual(compare("", printed("MemoryError"), printed("1 MemoryError")), { excuse: "no room" });
  assert.deepEqual(compare("", printed("", "KeyboardInterrupt"), printed("MemoryError")), { excuse: "no room" });
  assert.equal(compare("", printed("1"), printed("MemoryError")), "different");
  assert.equal(compare("", printed("1\nMemoryError"), printed("2\nMemoryError")), "different");
  assert.deepEqual(compare("", printed("MemoryError\n1"), printed("MemoryError\n2")), { excuse: "no room" });
  assert.equal(compare("raise MemoryError", printed("1"), printed("", "MemoryError")), "different");
  assert.equal(compare("", printed("1"), printed("", "MemoryError: mine")), "different");
  assert.deepEqual(compare("", printed("", "TypeError: complex numbers"), printed("1j")), {
    excuse: "complex numbers",
  });
  assert.equal(compare("complex(1)", printed("1"), printed("1j")), "different");
});
