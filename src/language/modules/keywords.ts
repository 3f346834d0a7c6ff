/** Python's reserved words. */
import { functionOfOne } from "../runtime/builtins/define.ts";
import { PyList } from "../runtime/objects/sequence.ts";
import { textOf } from "../runtime/protocols/index.ts";
import { nativeModule } from "./native-module.ts";
import type { ModuleDefinition } from "./registry.ts";

export const keywords: readonly string[] = [
  "False",
  "None",
  "True",
  "and",
  "as",
  "assert",
  "async",
  "await",
  "break",
  "class",
  "continue",
  "def",
  "del",
  "elif",
  "else",
  "except",
  "finally",
  "for",
  "from",
  "global",
  "if",
  "import",
  "in",
  "is",
  "lambda",
  "nonlocal",
  "not",
  "or",
  "pass",
  "raise",
  "return",
  "try",
  "while",
  "with",
  "yield",
];
const softKeywords: readonly string[] = ["_", "case", "match", "type"];
const reserved = new Set(keywords);

export const isKeyword = (name: string): boolean => reserved.has(name);

/** The module `keyword`. */
export const keywordModule: ModuleDefinition = {
  name: "keyword",
  create: () =>
    nativeModule(
      "keyword",
      [
        functionOfOne("iskeyword(s, /)", (_machine, value) => isKeyword(textOf(value) ?? "")),
        functionOfOne("issoftkeyword(s, /)", (_machine, value) => softKeywords.includes(textOf(value) ?? "")),
      ],
      { kwlist: new PyList([...keywords]), softkwlist: new PyList([...softKeywords]) },
    ),
};
