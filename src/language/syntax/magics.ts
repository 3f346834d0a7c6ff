/** Lines that are IPython's and not Python's, as notebooks from elsewhere have them: what to do instead. */
import { SyntaxProblem } from "./problem.ts";

const timing = "time with timeit.timeit(lambda: ..., number=100) or time.perf_counter()";

const instead: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [/^[!%]\s*(?:pip|conda|uv|mamba)\b/, "nothing needs to be installed: remove the line"],
  [/^%%?(?:time|timeit|prun)\b/, timing],
  [/^%%capture\b/, "remove the line"],
  [/^%\s*(?:matplotlib|config|load_ext|reload_ext|autoreload|pylab)\b/, "remove the line; figures are lnnb's"],
  [/^!/, "cells cannot start processes: remove the line"],
  [/^%/, "remove the line"],
];

/** The problem with a hint, where the line that it lies in is a command of IPython; else the problem itself. */
export function explainMagic(problem: SyntaxProblem, text: string): SyntaxProblem {
  if (problem.code !== "syntax" || problem.message !== "invalid syntax") return problem;
  const from = text.lastIndexOf("\n", problem.start - 1) + 1;
  const to = text.indexOf("\n", problem.start);
  const line = text.slice(from, to < 0 ? text.length : to).trim();
  const found = /^[\w.]+\?{1,2}$|^\?{1,2}[\w.]+$/.test(line)
    ? "hover over the name to see what it is, or print(name.__doc__)"
    : instead.find(([pattern]) => pattern.test(line))?.[1];
  if (found === undefined) return problem;
  const message = `invalid syntax. '${line.split(/\s/)[0]}' is a command of IPython, not Python: ${found}`;
  return new SyntaxProblem(message, problem.start, problem.end, problem.kind, problem.code);
}
