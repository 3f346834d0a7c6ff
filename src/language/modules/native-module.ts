/** How a module written in TypeScript is put together. */
import { NativeFunction } from "../runtime/objects/function.ts";
import { PyModule } from "../runtime/objects/module.ts";
import type { PyType, Value } from "../runtime/objects/object.ts";

/** Modules whose functions are no Python functions in CPython. */
const writtenInC: ReadonlySet<string> = new Set(["math", "itertools", "operator", "bisect", "time", "sys"]);

/** A module of the given functions, classes (by their own names) and other values. */
export function nativeModule(
  name: string,
  members: readonly (NativeFunction | PyType)[],
  values: Readonly<Record<string, Value>> = {},
  doc: string | null = null,
): PyModule {
  const module = new PyModule(name, doc);
  module.attributes.set("__name__", name);
  for (const member of members) {
    if (member instanceof NativeFunction) {
      member.module = name;
      member.binds = !writtenInC.has(name);
    }
    module.attributes.set(member.name, member);
  }
  for (const [key, value] of Object.entries(values)) module.attributes.set(key, value);
  return module;
}
