/** Programs that CPython 3.12 refuses, with its words, line and carets, as recorded in syntax-errors.json. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { SourceText } from "../../src/language/runtime/code.ts";
import { formatSyntaxError } from "../../src/language/runtime/traceback.ts";
import { compileSource } from "../../src/language/syntax/compiler/compile.ts";
import { SyntaxProblem } from "../../src/language/syntax/problem.ts";

interface Recorded {
  readonly source: string;
  /** The lines after `File "...", line N`; null where CPython compiles the program. */
  readonly error: string | null;
  readonly line: number | null;
}

// The file is written from CPython's answers in this shape.
const recorded = JSON.parse(readFileSync("test/conformance/syntax-errors.json", "utf8")) as Recorded[];

/** Where our place or words differ from CPython's, and why that is right or bearable. */
const differences: ReadonlyMap<string, string> = new Map([
  ["def f() -> :\n    pass\n", "CPython backtracks to the missing arrow's colon"],
  ["(yield) = 1\n", "parentheses are not in the tree"],
  ["x = (yield) = 1\n", "parentheses are not in the tree"],
  ["a = 1 if 2 else 3 = 4\n", "CPython reads `3 = 4` as a named expression"],
  [
    "try:\n    pass\nexcept:\n    pass\nexcept ValueError:\n    pass\n",
    "CPython's caret ends at another line's column",
  ],
  ["def f():\n    global x\n    nonlocal x\n", "CPython points at the first of the two statements"],
  ["@x\n", "CPython points at no column"],
  ["x = 1 \\ \n", "trailing blanks of the line are not shown"],
  ['b"a" "b"\n', "we point at the literals, CPython behind them"],
  ["with (a as b, c as d: pass\n", "CPython points behind the last item"],
]);

function refusal(source: string): SyntaxProblem | null {
  try {
    compileSource(source, { file: "x.py", interactive: false });
    return null;
  } catch (error) {
    if (error instanceof SyntaxProblem) return error;
    throw error;
  }
}

test("every refused program is refused in CPython's words, at its place", () => {
  const wrong: string[] = [];
  for (const { source, error, line } of recorded) {
    const problem = refusal(source);
    if (problem?.code === "unsupported" || differences.has(source)) continue;
    const shown = problem === null ? null : formatSyntaxError(problem, new SourceText(source, "x.py"));
    const wanted = error === null ? null : `  File "x.py", line ${line}\n${error}`;
    if (shown !== wanted) wrong.push(`${JSON.stringify(source)}\nours:\n${shown}\nCPython:\n${wanted}`);
  }
  assert.deepEqual(wrong, []);
});

test("the differences are refused all the same", () => {
  for (const source of differences.keys()) assert.notEqual(refusal(source), null, source);
});

test("what only the cell language refuses says what to use instead", () => {
  for (const source of [
    "async def f(): pass",
    "match x:\n    case 1: pass",
    "from x import *",
    "class A(metaclass=M): pass",
    "try: pass\nexcept* E: pass",
    "x = 1j",
    "type X = int",
  ]) {
    const problem = refusal(source);
    assert.equal(problem?.code, "unsupported", source);
    assert.match(problem?.message ?? "", /not part of the cell language: \S/);
  }
});
