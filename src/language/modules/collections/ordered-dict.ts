/** The methods of OrderedDict that CPython writes in C, in their calling conventions. */
import { Methods, positionalFunction } from "../../runtime/builtins/define.ts";
import { KeyError, raised, typeError } from "../../runtime/errors.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import { PyException } from "../../runtime/objects/exception.ts";
import { type Machine, PyType, type Value } from "../../runtime/objects/object.ts";
import { Raised } from "../../runtime/objects/raised.ts";
import { PyTuple } from "../../runtime/objects/sequence.ts";
import { truth } from "../../runtime/protocols/index.ts";

/** CPython hands the key to KeyError as all of the error's arguments: a tuple becomes them, None is none, a KeyError itself. */
function missing(key: Value): Raised {
  if (key instanceof PyException && key.type.isSubtypeOf(KeyError)) return new Raised(key);
  return raised(KeyError, ...(key instanceof PyTuple ? key.items : key === null ? [] : [key]));
}

function endKey(dict: PyDict, last: boolean): Value | undefined {
  if (last) return dict.lastKey();
  const first = dict.keys().next();
  return first.done === true ? undefined : first.value;
}

function popItem(machine: Machine, self: PyDict, last: Value): Value {
  const key = endKey(self, truth(machine, last));
  if (key === undefined) throw raised(KeyError, "dictionary is empty");
  return new PyTuple([key, self.delete(machine, key) ?? null]);
}

/**
 * `_install_ordered(cls, move, /)`: gives OrderedDict, which collections.py has made, pop, popitem, setdefault and
 * move_to_end; `move(self, key, last)` moves a key that is there.
 */
export const installOrdered = positionalFunction("_install_ordered(cls, move, /)", (_machine, cls, move) => {
  if (!(cls instanceof PyType)) throw typeError("a class is wanted");
  const methods = new Methods<PyDict>(cls, (value) =>
    value instanceof PyDict && value.type.isSubtypeOf(cls) ? value : undefined,
  );
  methods.keyword("pop(self, key, default=...)", (machine, self, key: Value, fallback: Value | undefined) => {
    const value = self.delete(machine, key);
    if (value !== undefined) return value;
    if (fallback === undefined) throw missing(key);
    return fallback;
  });
  methods.keyword("setdefault(self, key, default=None)", (machine, self, key: Value, fallback: Value) => {
    const value = self.get(machine, key);
    if (value === undefined) self.set(machine, key, fallback);
    return value === undefined ? fallback : value;
  });
  methods.keyword("popitem(self, last=True)", popItem);
  methods.keyword("move_to_end(self, key, last=True)", (machine, self, key: Value, last: Value) => {
    if (!self.has(machine, key)) throw missing(key);
    return machine.call(move, [self, key, last]);
  });
  PyType.epoch++;
  return null;
});
