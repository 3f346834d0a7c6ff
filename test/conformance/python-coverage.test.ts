/**
 * The corpus of programs meets every construct of the cell language: each is in two programs or more. What there is to meet
 * comes from the syntax tree's own kinds and from the interpreter's own names; a list stands only where neither has one.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { createInterpreter } from "../../src/language/interpreter.ts";
import { PyModule } from "../../src/language/runtime/objects/module.ts";
import { PyType, type Value } from "../../src/language/runtime/objects/object.ts";
import { parseModule } from "../../src/language/syntax/parser.ts";
import { SyntaxProblem } from "../../src/language/syntax/problem.ts";
import {
  binary,
  comparing,
  constantKinds,
  kinds,
  parameterKinds,
  unary,
  type Walk,
  walk,
} from "./coverage/constructs.ts";

const words = (text: string): string[] => text.trim().split(/\s+/);

/** What is more than one node. */
const shapes = words(`
  several-bases bare-except several-exceptions except-as raise-from-None chained-comparison several-managers with-target
  starred-call unpacked-keywords unpacked-dict starred-display starred-target nested-target several-targets nested-format
  self-documenting decorator-with-arguments method nested-class comprehension-condition several-for
  import-alias from-alias dotted-import super-call slice-deletion slice-assignment walrus-condition
  implicit-tuple-return
`);

/** Names with two underscores that a class may define or a program may read, of the list of protocols. */
const special = words(`
  init repr str eq ne lt le gt ge hash bool len getitem setitem delitem contains iter next reversed call missing enter exit
  getattr getattribute setattr delattr get set delete set_name init_subclass class_getitem new format index int float round
  trunc floor ceil abs neg pos invert add sub mul truediv floordiv mod pow matmul divmod lshift rshift and or xor radd rsub
  rmul rtruediv rfloordiv rmod rpow rmatmul rdivmod rlshift rrshift rand ror rxor iadd isub imul itruediv ifloordiv imod ipow
  imatmul ilshift irshift iand ior ixor dict class name qualname doc module mro slots annotations cause context post_init
  copy deepcopy length_hint bytes dir
`);

const modules = words(`
  math itertools functools collections copy typing dataclasses time random statistics string operator json re warnings
  contextlib enum abc
`);

const formatTypes = [..."bcdeEfFgGnosxX%"];
const formatParts = words("fill < > = ^ sign z # 0 width , _ precision");
const percentTypes = [..."diouxXeEfFgGcrsa%"];

const counts = new Map<string, number>();
const folder = "test/conformance/python";
const files = readdirSync(folder).filter((name) => name.endsWith(".py"));
for (const name of files) {
  const state: Walk = { met: new Set(), modules: new Map() };
  try {
    walk(parseModule(readFileSync(join(folder, name), "utf8")).body, state, []);
  } catch (error) {
    // Programs of what the language refuses.
    if (!(error instanceof SyntaxProblem)) throw error;
  }
  for (const met of state.met) counts.set(met, (counts.get(met) ?? 0) + 1);
}

function metTwice(constructs: readonly string[]): void {
  assert.ok(constructs.length > 0);
  const rare = constructs.filter((name) => (counts.get(name) ?? 0) < 2);
  assert.equal(rare.length, 0, `in fewer than two programs: ${rare.join(" ")}`);
}

const host = {
  write: () => undefined,
  display: () => undefined,
  now: () => Date.now(),
  interrupt: new Int32Array(1),
  sleep: () => undefined,
};
const { machine } = createInterpreter(host, { preloaded: false });

/** What modules have imported for themselves, as CPython's have, and what came after 3.12. */
const notTheirs = new Set(
  words(`
  statistics.bisect_left statistics.bisect_right statistics.Counter statistics.namedtuple statistics.groupby
  statistics.itemgetter contextlib.deque contextlib.wraps typing.ABCMeta typing.ReadOnly warnings.deprecated
`),
);

/** A module's public names, without the modules that it has imported. */
function publicNames(module: string): string[] {
  const { attributes } = machine.importModule(module) as PyModule;
  return [...attributes.keys()].filter((name) => !name.startsWith("_") && !(attributes.get(name) instanceof PyModule));
}

const builtin = (name: string): Value => machine.builtins.get(name) ?? null;

describe("every construct is in two programs of the corpus", () => {
  test("there are 300 programs or more", () => assert.ok(files.length >= 300, `${files.length}`));
  test("statements and expressions", () => metTwice(Object.keys(kinds)));
  test("their parts, there and missing", () => {
    metTwice(
      Object.entries(kinds).flatMap(([kind, parts]) =>
        parts.flatMap((part) => [`${kind}.${part}`, `${kind}.${part} missing`]),
      ),
    );
  });
  test("operators", () => {
    metTwice(Object.keys(binary).flatMap((operator) => [`a ${operator} b`, `a ${operator}= b`]));
    metTwice([
      ...Object.keys(unary).map((operator) => `${operator} a`),
      ...Object.keys(comparing).map((operator) => `a ${operator} b`),
      "and",
      "or",
    ]);
  });
  test("constants, parameters and shapes", () => {
    metTwice([
      ...constantKinds.map((kind) => `constant ${kind}`),
      ...parameterKinds.map((kind) => `parameter ${kind}`),
      ...shapes,
    ]);
    metTwice([
      "delete Name",
      "delete Attribute",
      "delete Subscript",
      "augmented Name",
      "augmented Attribute",
      "augmented Subscript",
    ]);
  });
  test("special names", () => metTwice(special.map((name) => `__${name}__`)));
  test("formats", () => {
    metTwice([...formatTypes.map((type) => `format type ${type}`), ...formatParts.map((part) => `format ${part}`)]);
    metTwice([...percentTypes.map((type) => `percent ${type}`), "!r", "!s", "!a"]);
  });
  test("builtins", () => metTwice([...machine.builtins.keys()].filter((name) => !name.startsWith("_"))));
  test("methods of builtin types", () => {
    for (const name of ["str", "bytes", "list", "tuple", "dict", "set", "frozenset", "int", "float", "range"]) {
      const type = builtin(name);
      assert.ok(type instanceof PyType);
      metTwice([...type.attributes.keys()].filter((method) => !method.startsWith("_")).map((method) => `.${method}`));
    }
    metTwice([".send", ".throw", ".close", ".setter", ".deleter", ".add_note", ".with_traceback"]);
  });
  for (const module of modules)
    test(`names of ${module}`, () =>
      metTwice(
        publicNames(module)
          .map((name) => `${module}.${name}`)
          .filter((name) => !notTheirs.has(name)),
      ));
});
