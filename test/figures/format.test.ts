import assert from "node:assert/strict";
import { test } from "node:test";
import { formatCount, formatNumber, powerOfTen, shorten, unravel } from "../../src/figures/format.ts";
import { decadeTicks, linearTicks, logTicks } from "../../src/figures/plot/ticks.ts";

test("numbers have significant digits, no trailing zeros, and Python's exponents", () => {
  const cases: [number, string][] = [
    [0, "0"],
    [1, "1"],
    [-2.5, "-2.5"],
    [0.1 + 0.2, "0.3"],
    [123456, "123456"],
    [1234567, "1.235e+06"],
    [0.00012346, "0.0001235"],
    [0.000012345, "1.234e-05"],
    [9.9999e-5, "0.0001"],
    [999999.9, "1e+06"],
    [Number.NaN, "nan"],
    [-Infinity, "-inf"],
  ];
  for (const [value, text] of cases) assert.equal(formatNumber(value), text);
  assert.equal(formatNumber(0.0123456789, 7), "0.01234568");
});

test("counts have separators; powers superscripts", () => {
  assert.equal(formatCount(10_000_000), "10,000,000");
  assert.equal(formatCount(999), "999");
  assert.equal(powerOfTen(-12), "10⁻¹²");
});

test("a long label keeps its head and its end, on one line", () => {
  assert.equal(shorten("a\n  b", 10), "a b");
  assert.equal(shorten("abcdefghijklmnopqrstuvwxyz", 10), "abcdef…xyz");
  assert.equal([...shorten("😀".repeat(30), 10)].length, 10);
});

test("positions become coordinates", () => {
  assert.deepEqual(unravel(23, [2, 3, 4]), [1, 2, 3]);
  assert.deepEqual(unravel(0, []), []);
});

test("logarithmic axes are ticked at decades, or at 1, 2, 5 where they are short", () => {
  assert.deepEqual(logTicks(1e-8, 1e4, 6)?.texts, ["10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²", "1", "10²", "10⁴"]);
  assert.deepEqual(logTicks(0.9, 21, 6)?.texts, ["1", "2", "5", "10", "20"]);
  assert.equal(logTicks(5, 5.1, 6), null);
  assert.deepEqual(linearTicks(9.4e-6, 1.04e-5, 6)?.texts, [
    "9.4×10⁻⁶",
    "9.6×10⁻⁶",
    "9.8×10⁻⁶",
    "10⁻⁵",
    "1.02×10⁻⁵",
    "1.04×10⁻⁵",
  ]);
  assert.equal(logTicks(Infinity, -Infinity, 6), null);
  assert.deepEqual(decadeTicks(-9, -6).texts, ["10⁻⁹", "10⁻⁸", "10⁻⁷", "10⁻⁶"]);
});
