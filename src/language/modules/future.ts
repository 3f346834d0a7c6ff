/** The module `__future__`: what the compiler reads has names here too. */
import type { Value } from "../runtime/objects/object.ts";
import { nativeModule } from "./native-module.ts";
import type { ModuleDefinition } from "./registry.ts";

const features = [
  "annotations",
  "absolute_import",
  "division",
  "generators",
  "generator_stop",
  "nested_scopes",
  "print_function",
  "unicode_literals",
  "with_statement",
];

export const futureModule: ModuleDefinition = {
  name: "__future__",
  create: () =>
    nativeModule("__future__", [], Object.fromEntries(features.map((name): [string, Value] => [name, name]))),
};
