import assert from "node:assert/strict";
import { test } from "node:test";
import { parseExpression, parseModule } from "../../../src/language/syntax/parser.ts";
import { SyntaxProblem } from "../../../src/language/syntax/problem.ts";

function problem(source: string): SyntaxProblem {
  try {
    parseModule(source);
  } catch (error) {
    if (error instanceof SyntaxProblem) return error;
    throw error;
  }
  return assert.fail(`parsed: ${source}`);
}

/** Source, message, and the 0-based offset where CPython 3.12 puts the caret. */
const refused: readonly (readonly [string, string, number])[] = [
  ["1 = x", "cannot assign to literal here. Maybe you meant '==' instead of '='?", 0],
  ["f() = 1", "cannot assign to function call here. Maybe you meant '==' instead of '='?", 0],
  ["(a, 1) = x", "cannot assign to literal", 4],
  ["None = 1", "cannot assign to None", 0],
  ["x == 1 = 2", "cannot assign to comparison", 0],
  ["x + 1 += 2", "'expression' is an illegal expression for augmented assignment", 0],
  ["del f()", "cannot delete function call", 4],
  ["if x = 3: pass", "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", 3],
  ["f(a.b=1)", 'expression cannot contain assignment, perhaps you meant "=="?', 2],
  ["print x", "Missing parentheses in call to 'print'. Did you mean print(...)?", 0],
  ["[a b]", "invalid syntax. Perhaps you forgot a comma?", 1],
  ["f(x for x in y, 1)", "Generator expression must be parenthesized", 2],
  ["def f(a=1, b): pass", "parameter without a default follows parameter with a default", 11],
  ["x = 1 if 2", "expected 'else' after 'if' expression", 4],
  ["if x\n  pass", "expected ':'", 4],
  ["(a", "'(' was never closed", 0],
  ["(a]", "closing parenthesis ']' does not match opening parenthesis '('", 2],
  ["a)", "unmatched ')'", 1],
  ["'abc", "unterminated string literal (detected at line 1)", 0],
  ["'''a\nb", "unterminated triple-quoted string literal (detected at line 2)", 0],
  ["f'{}'", "f-string: valid expression required before '}'", 3],
  ["0123", "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers", 0],
  ["0b12", "invalid digit '2' in binary literal", 3],
  ["x = “a”", "invalid character '“' (U+201C)", 4],
  ["try: pass\nx = 1", "expected 'except' or 'finally' block", 10],
];

for (const [source, message, start] of refused) {
  test(`refuses ${JSON.stringify(source)}`, () => {
    const found = problem(source);
    assert.equal(found.message, message);
    assert.equal(found.start, start);
  });
}

test("indentation errors have their own classes", () => {
  assert.equal(problem("def f():\nx = 1").kind, "IndentationError");
  assert.equal(problem("def f():\nx = 1").message, "expected an indented block after function definition on line 1");
  assert.equal(problem("if 1:\n\tx\n        y").kind, "TabError");
  assert.equal(problem("if 1:\n    a\n  b").message, "unindent does not match any outer indentation level");
});

test("what Python has and cells have not is refused by name", () => {
  for (const source of [
    "async def f(): pass",
    "match x:\n  case 1: pass",
    "from torch import *",
    "z = 1j",
    "try: pass\nexcept* E: pass",
    "type X = int",
  ]) {
    const found = problem(source);
    assert.equal(found.code, "unsupported", source);
    assert.match(found.message, /not part of the cell language: /);
  }
});

test("match and type are names elsewhere", () => {
  assert.equal(parseModule("match = 1\ntype = match\nmatch(type)\nmatch[0] = type(3)").body.length, 4);
});

test("spans include parentheses in the parent, not in the child", () => {
  const sum = parseExpression("(a) + (b)");
  assert.deepEqual([sum.start, sum.end], [0, 9]);
  assert.equal(sum.type === "BinOp" && sum.left.start, 1);
});

test("f-strings nest, with their own quotes, debug text and nested specs", () => {
  const text = parseExpression("f'{x!r:>{w}} {y = } {d['k']}'");
  assert.equal(text.type, "JoinedStr");
  assert.deepEqual(
    text.type === "JoinedStr" &&
      text.values.map((v) => (v.type === "Constant" && v.value.kind === "str" ? v.value.value : v.type)),
    ["FormattedValue", " y = ", "FormattedValue", " ", "FormattedValue"],
  );
});

test("a BOM, CRLF and form feeds are whitespace; a NUL is not", () => {
  assert.equal(parseModule("\ufeffx = 1\r\nif x:\r\n    y = 2\r\n").body.length, 2);
  assert.equal(problem("x = 1\0").message, "source code cannot contain null bytes");
});

test("ten thousand parentheses, operators or blocks are refused, not a crash", () => {
  assert.equal(problem("(".repeat(10_000)).message, "too many nested parentheses");
  assert.equal(problem(`${"-".repeat(10_000)}1`).message, "too many nested parentheses");
  const blocks = Array.from({ length: 150 }, (_, i) => `${" ".repeat(i)}if 1:`).join("\n");
  assert.equal(problem(`${blocks}\n${" ".repeat(150)}x`).message, "too many levels of indentation");
});

test("a line of a megabyte parses in linear time", () => {
  assert.equal(parseModule(`x = [${"1, ".repeat(300_000)}]`).body.length, 1);
});
