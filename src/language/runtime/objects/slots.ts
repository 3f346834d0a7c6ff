/** Where the values of `__slots__` are kept. */
import { PyInstance } from "./instance.ts";
import { PyObject, type Value } from "./object.ts";

/** Slot values of objects that are not plain instances: subclasses of list, Exception and the like. */
const otherSlots = new WeakMap<PyObject, Map<string, Value>>();

/** The slots of an object that have values, by name; writing to it writes them. */
export function slotValues(object: Value): Map<string, Value> {
  if (!(object instanceof PyObject)) return new Map();
  if (object instanceof PyInstance) {
    object.slotValues ??= new Map();
    return object.slotValues;
  }
  let values = otherSlots.get(object);
  if (values === undefined) {
    values = new Map();
    otherSlots.set(object, values);
  }
  return values;
}
