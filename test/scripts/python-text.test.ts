/** The smaller text of library modules is the same program, line for line. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { smallerPython } from "../../scripts/python-text.mjs";
import { parseModule } from "../../src/language/syntax/parser.ts";

const sources = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".py"));

/** The program without where it stands. */
const shapeOf = (source: string): string =>
  JSON.stringify(parseModule(source), (key, value: unknown) =>
    /^(source|start|end)$|span|offset|column/i.test(key) ? 0 : value,
  );

test("every library module is the same program in its smaller text", () => {
  assert.ok(sources.length > 50);
  for (const path of sources) {
    const source = readFileSync(join("src", path), "utf8");
    const smaller = smallerPython(source);
    assert.equal(smaller.split("\n").length, source.split("\n").length, path);
    assert.equal(shapeOf(smaller), shapeOf(source), path);
  }
});

test("strings keep what is in them", () => {
  const source = `def f():\n    """Lines\n        of a string # with a hash"""\n    # a comment\n    return '#', "'''"\n`;
  assert.equal(
    smallerPython(source),
    `def f():\n """Lines\n        of a string # with a hash"""\n\n return '#', "'''"\n`,
  );
});
