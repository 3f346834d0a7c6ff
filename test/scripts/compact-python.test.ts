import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { compactPython } from "../../scripts/compact-python.mjs";
import { parseModule } from "../../src/language/syntax/parser.ts";

test("comments, blanks and deep indentation go; strings stay", () => {
  const source = `# head
def f(x):  # why

    """Doc  # no comment

        kept as it is
    """
    # a line of its own
    if x == "# no comment":

        return 'it''s' + "\\\\"  # end
    return [
        x,  # first

        """a
    b""",
    ]
`;
  assert.equal(
    compactPython(source),
    `
def f(x):
 """Doc  # no comment

        kept as it is
    """
 if x=="# no comment":
  return 'it''s'+"\\\\"
 return[x,"""a
    b""",]
`,
  );
});

const sources = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".py"));

/** The program without where it stands. */
const shapeOf = (source: string): string =>
  JSON.stringify(parseModule(source), (key, value: unknown) => {
    if (/^(source|start|end)$|Start$|End$|span|offset|column|line/i.test(key)) return 0;
    return typeof value === "bigint" ? `${value}n` : value;
  });

test("every library module is the same program in its smaller text", () => {
  assert.ok(sources.length > 50);
  for (const path of sources) {
    const source = readFileSync(join("src", path), "utf8");
    assert.equal(shapeOf(compactPython(source)), shapeOf(source), path);
  }
});
