import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseArguments } from "../../src/cli/arguments.ts";

const parse = (line: string): ReturnType<typeof parseArguments> =>
  parseArguments(line.split(" ").filter((word) => word !== ""));

describe("the command line", () => {
  test("a file, with options before and after it", () => {
    assert.deepEqual(parse("run a.lnnb"), { kind: "run", run: { file: "a.lnnb", json: false } });
    assert.deepEqual(parse("run --json --output=o.lnnb a.py --html o.html --timeout 2.5"), {
      kind: "run",
      run: { file: "a.py", json: true, output: "o.lnnb", html: "o.html", timeoutSeconds: 2.5 },
    });
    assert.deepEqual(parse("run -- -odd.py"), { kind: "run", run: { file: "-odd.py", json: false } });
  });
  test("help and version", () => {
    for (const line of ["--help", "-h", "help", "run --help"]) assert.equal(parse(line).kind, "help");
    assert.equal(parse("--version").kind, "version");
  });
  test("export", () => {
    assert.deepEqual(parse("export a.lnnb --to html"), {
      kind: "export",
      export: { file: "a.lnnb", to: "html", execute: false },
    });
    assert.deepEqual(parse("export --execute --to=svg --output figures --timeout 3 a.lnnb"), {
      kind: "export",
      export: { file: "a.lnnb", to: "svg", execute: true, output: "figures", timeoutSeconds: 3 },
    });
  });
  const wrong: [string, RegExp][] = [
    ["", /a command is missing/],
    ["walk a.py", /no command "walk"/],
    ["run", /a file is missing/],
    ["run a.py b.py", /one file at a time, not 2/],
    ["run a.txt", /a\.txt: expected a \.lnnb or \.py file/],
    ["run a.py --fast", /no option "--fast"/],
    ["run a.py --output", /--output needs a value/],
    ["run a.py --output=", /--output needs a value/],
    ["run a.py --timeout 1 --timeout 2", /--timeout is given twice/],
    ["run a.py --timeout soon", /--timeout soon: expected a number of seconds above 0/],
    ["run a.py --timeout 0", /above 0/],
    ["export", /a file is missing/],
    ["export a.lnnb", /--to is missing: one of html, ipynb, py, svg/],
    ["export a.lnnb --to pdf", /--to pdf: expected one of html, ipynb, py, svg/],
    ["export a.lnnb --to py --timeout 3", /give it with --execute/],
    ["export a.lnnb --to py --json", /no option "--json"/],
    ["run a.py --timeout 1e9", /expected a number of seconds/],
  ];
  for (const [line, message] of wrong) {
    test(`"lnnb ${line}" is wrong usage`, () => {
      const command = parse(line);
      assert.equal(command.kind, "usage error");
      assert.match(command.kind === "usage error" ? command.message : "", message);
    });
  }
});
