/** What no program should look like: refused in a sentence or run, never a hang, never an internal error. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createInterpreter } from "../../../src/language/interpreter.ts";
import type { Host } from "../../../src/language/interpreter-api.ts";

const host: Host = {
  write: () => undefined,
  display: () => undefined,
  now: () => Date.now(),
  interrupt: new Int32Array(1),
  sleep: () => undefined,
};

const tooDeep = /^SyntaxError: too (many nested parentheses|deeply nested to compile)$/;
const ok = /^ok$/;
const nested = (levels: number, line: (level: number) => string, last: string): string =>
  [...Array.from({ length: levels }, (_, i) => " ".repeat(i) + line(i)), " ".repeat(levels) + last].join("\n");

const cases: Readonly<Record<string, readonly [source: string, ending: RegExp]>> = {
  "ten thousand parentheses": ["(".repeat(10_000) + ")".repeat(10_000), tooDeep],
  "ten thousand brackets": ["[".repeat(10_000) + "]".repeat(10_000), tooDeep],
  "ten thousand braces": ["{".repeat(10_000) + "}".repeat(10_000), tooDeep],
  "brackets that nobody closes": ["[".repeat(300_000), tooDeep],
  "brackets that nobody opened": [")".repeat(10_000), /^SyntaxError: unmatched '\)'$/],
  "a hundred parentheses": [`${"(".repeat(100)}1${")".repeat(100)}`, ok],
  "a million minus signs": [`${"-".repeat(1_000_000)}1`, tooDeep],
  "ten thousand nots": [`${"not ".repeat(10_000)}1`, tooDeep],
  "ten thousand lambdas": [`${"lambda: ".repeat(10_000)}1`, tooDeep],
  "ten thousand calls within calls": ["f(".repeat(10_000), tooDeep],
  "ten thousand subscripts within subscripts": ["a[".repeat(10_000), tooDeep],
  "a chain of 100,000 attributes": [`a${".b".repeat(100_000)}`, tooDeep],
  "a chain of 100,000 calls": [`a${"()".repeat(100_000)}`, tooDeep],
  "a sum of 100,000 terms": [`1${"+1".repeat(100_000)}`, tooDeep],
  "a power tower": [`2${"**1".repeat(20_000)}`, tooDeep],
  "conditional expressions in each other": [`${"1 if 1 else ".repeat(20_000)}1`, tooDeep],
  "100,000 comparisons": [`1${"<2".repeat(100_000)}`, ok],
  "100,000 conjunctions": [`1${" and 1".repeat(100_000)}`, ok],
  "f-strings in f-strings in parentheses": [`f'{${"(".repeat(300)}1${")".repeat(300)}}'`, tooDeep],
  "format specs in format specs": ["f'{1:{1:{1:{1}}}}'", /^SyntaxError: f-string: expressions nested too deeply$/],
  "an f-string that ends early": ["f'{'", /^SyntaxError: f-string: expecting '}'$/],
  "3,000 nested blocks": [nested(3000, () => "if 1:", "pass"), /^IndentationError: too many levels of indentation$/],
  "21 nested loops": [
    nested(21, (i) => `for i${i} in []:`, "pass"),
    /^SyntaxError: too many statically nested blocks$/,
  ],
  "20 nested loops": [nested(20, (i) => `for i${i} in []:`, "pass"), ok],
  "returns through nested finally": [
    `def f():\n${Array.from({ length: 30 }, (_, i) => {
      const at = " ".repeat(i + 1);
      return `${at}try:\n${at} return\n${at}finally:`;
    }).join("\n")}\n${" ".repeat(40)}return 1`,
    /^SyntaxError: too (much code in one function|many statically nested blocks)/,
  ],
  "20,000 elifs": [`if 0: pass\n${"elif 0: pass\n".repeat(20_000)}`, tooDeep],
  "200,000 statements on a line": ["x = 1;".repeat(200_000), ok],
  "a string of a megabyte": [`x = '${"a".repeat(1 << 20)}'`, ok],
  "a comment of a megabyte": [`#${"a".repeat(1 << 20)}`, ok],
  "a name of a megabyte": [`${"a".repeat(1 << 20)} = 1`, ok],
  "an int of a megabyte": [`x = ${"1".repeat(1 << 20)}`, /^SyntaxError: Exceeds the limit \(4300 digits\)/],
  "a line of a megabyte of spaces": [`${" ".repeat(1 << 20)}1`, /^IndentationError: unexpected indent$/],
  "a list of 300,000 items": [`x = [${"1,".repeat(300_000)}]`, ok],
  "a call of 100,000 arguments": [`print(${"1,".repeat(100_000)})`, ok],
  "100,000 lines that go on": [`${"\\\n".repeat(100_000)}1`, ok],
  "tabs and spaces mixed": [
    "if 1:\n\tx = 1\n        y = 2",
    /^TabError: inconsistent use of tabs and spaces in indentation$/,
  ],
  "a BOM": ["\ufeffx = 1\nassert x == 1", ok],
  "a BOM in the middle": ["x = 1\n\ufeffy = 2", /^SyntaxError: invalid non-printable character U\+FEFF$/],
  "line ends of Windows": ["x = 1\r\nif x:\r\n    y = 2\r\nassert y == 2", ok],
  "line ends of old Macs": ["x = 1\ry = 2\rassert y == 2", ok],
  "a NUL": ["x = 1\0", /^SyntaxError: source code cannot contain null bytes$/],
  "a NUL in a string": ["x = '\0'", /^SyntaxError: source code cannot contain null bytes$/],
  "a NUL in a comment": ["# \0", /^SyntaxError: source code cannot contain null bytes$/],
  "half of a surrogate pair in a string": ["x = '\ud800'\nassert len(x) == 1", ok],
  "half of a surrogate pair as a name": ["\ud800 = 1", /^SyntaxError: invalid non-printable character U\+D800$/],
  "a no-break space": ["x\u00a0= 1", /^SyntaxError: invalid non-printable character U\+00A0$/],
  "an emoji as a name": ["😀 = 1", /^SyntaxError: invalid character '😀' \(U\+1F600\)$/],
  "noise of brackets": ["}{)(][".repeat(20_000), /^SyntaxError: unmatched '}'$/],
  "noise of quotes": ["\"'".repeat(50_000), /^SyntaxError: unterminated string literal \(detected at line 1\)$/],
  "noise of dots": [".".repeat(100_000), /^SyntaxError: invalid syntax$/],
};

describe("bad input", () => {
  const session = createInterpreter(host, { preloaded: true });
  for (const [name, [source, ending]] of Object.entries(cases)) {
    test(name, () => {
      const started = performance.now();
      const outcome = session.run({ source, file: "Cell In[1]", interactive: true });
      const last = outcome.status === "ok" ? "ok" : (outcome.error.traceback.split("\n").at(-1) ?? "");
      assert.match(last, ending);
      assert.ok(performance.now() - started < 20_000, "it took more than 20 seconds");
    });
  }
});
