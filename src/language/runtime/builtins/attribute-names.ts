/** `dir()`: the names that attribute access would find. */
import { PyModule } from "../objects/module.ts";
import { type Machine, PyObject, PyType, type Value } from "../objects/object.ts";
import { typeOf } from "../protocols/types.ts";

/** Sorted, as `dir` gives them. */
export function namesOf(_machine: Machine, value: Value): string[] {
  const names = new Set<string>();
  if (value instanceof PyModule) for (const name of value.attributes.keys()) names.add(name);
  else {
    const types = value instanceof PyType ? value.mro : typeOf(value).mro;
    for (const type of types) for (const name of type.attributes.keys()) names.add(name);
    if (value instanceof PyObject && !(value instanceof PyType)) {
      for (const name of value.attributeMap(false)?.keys() ?? []) names.add(name);
    }
  }
  return [...names].sort();
}
