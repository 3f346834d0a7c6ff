import assert from "node:assert/strict";
import { test } from "node:test";
import { importsOf, violation } from "../../scripts/harness/layer-rules.ts";

test("imports of every form are found with their lines, and not those in comments", () => {
  const source = [
    'import { a } from "./a.ts";',
    "import type {",
    "  B,",
    '} from "../b.ts";',
    'export * from "node:fs";',
    '// import "no";',
    '/* import "neither"; */',
    'const c = await import("./c.ts");',
    'import "./d.ts";',
    "const hint = `Did you forget to import 'x'?`;",
  ].join("\n");
  assert.deepEqual(
    importsOf(source).map(({ specifier, line }) => `${line} ${specifier}`),
    ["1 ./a.ts", "4 ../b.ts", "5 node:fs", "8 ./c.ts", "9 ./d.ts"],
  );
});

const allowed: [string, string][] = [
  ["engine/ops/add.ts", "../tensor/tensor.ts"],
  ["language/runtime/machine.ts", "../../engine/index.ts"],
  ["language/syntax/parser.ts", "@lezer/python"],
  ["kernel/worker.ts", "../language/interpreter.ts"],
  ["kernel/node-worker.ts", "node:worker_threads"],
  ["kernel/controller.ts", "vscode"],
  ["commands/new-notebook.ts", "vscode"],
  ["renderer/figure.ts", "plotly.js-dist-min"],
  ["cli/run.ts", "../figures/html.ts"],
];
for (const [file, specifier] of allowed) {
  test(`${file} may import ${specifier}`, () => assert.equal(violation(file, specifier), undefined));
}

const forbidden: [string, string, RegExp][] = [
  ["engine/ops/add.ts", "../../language/runtime/errors.ts", /engine must not import language/],
  ["engine/random/generator.ts", "node:crypto", /engine must not import node:crypto/],
  ["language/runtime/machine.ts", "vscode", /must not import vscode/],
  ["language/runtime/machine.ts", "../../kernel/protocol.ts", /language must not import kernel/],
  ["kernel/session.ts", "vscode", /kernel must not import vscode/],
  ["kernel/session.ts", "./controller.ts", /kernel must not import kernel controller/],
  ["notebook/file.ts", "./serializer.ts", /notebook must not import notebook serializer/],
  ["notebook/file.ts", "node:fs", /notebook must not import node:fs/],
  ["figures/view.ts", "../engine/index.ts", /figures must not import engine/],
  ["renderer/index.ts", "../language/interpreter.ts", /renderer must not import language/],
  ["cli/run.ts", "../commands/new-notebook.ts", /cli must not import commands/],
  ["language/runtime/a.ts", "left-pad", /must not import the package left-pad/],
  ["attic/old.ts", "./b.ts", /is in no layer/],
];
for (const [file, specifier, problem] of forbidden) {
  test(`${file} may not import ${specifier}`, () => assert.match(violation(file, specifier) ?? "", problem));
}
