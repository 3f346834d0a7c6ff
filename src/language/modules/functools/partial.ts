/** `functools.partial`. */

import { guardRecursion } from "../../runtime/builtins/containers.ts";
import { Methods } from "../../runtime/builtins/define.ts";
import { typeError } from "../../runtime/errors.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import { NativeFunction } from "../../runtime/objects/function.ts";
import { type Keywords, PyObject, PyType, type Value } from "../../runtime/objects/object.ts";
import { PyTuple } from "../../runtime/objects/sequence.ts";
import { objectType } from "../../runtime/objects/types.ts";
import { isCallable, qualifiedName, repr } from "../../runtime/protocols/index.ts";

export const partialType = new PyType("partial", [objectType], "functools");

class Partial extends PyObject {
  attributes: Map<string, Value> | null = null;
  constructor(
    public callee: Value,
    public args: readonly Value[],
    public keywords: ReadonlyMap<string, Value>,
    readonly type: PyType,
  ) {
    super();
  }
  override attributeMap(create: boolean): Map<string, Value> | null {
    if (this.attributes === null && create) this.attributes = new Map();
    return this.attributes;
  }
}

function join(fixed: ReadonlyMap<string, Value>, given: Keywords): Map<string, Value> {
  const keywords = new Map(fixed);
  for (const [name, value] of given ?? []) keywords.set(name, value);
  return keywords;
}

function stringEntries(dict: PyDict): Map<string, Value> {
  const entries = new Map<string, Value>();
  for (const [key, value] of dict.entries()) if (typeof key === "string") entries.set(key, value);
  return entries;
}

export function installPartial(): void {
  partialType.nativeName = "functools.partial";
  partialType.hasDict = true;
  partialType.construct = (_machine, type, args, keywords) => {
    const [callee, ...rest] = args;
    if (callee === undefined) throw typeError("type 'partial' takes at least one argument");
    if (!isCallable(callee)) throw typeError("the first argument must be callable");
    // A partial of a partial is one partial.
    if (callee instanceof Partial && callee.attributes === null) {
      return new Partial(callee.callee, [...callee.args, ...rest], join(callee.keywords, keywords), type);
    }
    return new Partial(callee, rest, join(new Map(), keywords), type);
  };
  const methods = new Methods<Partial>(partialType, (value) => (value instanceof Partial ? value : undefined));
  methods.property("func", (_machine, self) => self.callee);
  methods.property("args", (_machine, self) => new PyTuple(self.args));
  methods.property("keywords", (_machine, self) => PyDict.fromStrings(self.keywords));
  methods.none("__repr__", (machine, self) =>
    guardRecursion(self, "...", () => {
      const parts = [repr(machine, self.callee), ...self.args.map((value) => repr(machine, value))];
      for (const [name, value] of self.keywords) parts.push(`${name}=${repr(machine, value)}`);
      return `${qualifiedName(self.type)}(${parts.join(", ")})`;
    }),
  );
  methods.none("__reduce__", (_machine, self) => {
    const attributes = self.attributes === null ? null : PyDict.view(self.attributes);
    const state = [self.callee, new PyTuple(self.args), PyDict.fromStrings(self.keywords), attributes];
    return new PyTuple([self.type, new PyTuple([self.callee]), new PyTuple(state)]);
  });
  methods.one("__setstate__", (_machine, self, state) => {
    const [callee, args, keywords, attributes] = state instanceof PyTuple ? state.items : [];
    if (!isCallable(callee ?? null) || !(args instanceof PyTuple) || !(keywords instanceof PyDict)) {
      throw typeError("invalid partial state");
    }
    self.callee = callee;
    self.args = args.items;
    self.keywords = stringEntries(keywords);
    self.attributes = attributes instanceof PyDict ? stringEntries(attributes) : null;
    return null;
  });
  partialType.attributes.set(
    "__call__",
    new NativeFunction("__call__", (machine, [self, ...args], keywords) => {
      if (!(self instanceof Partial)) throw typeError("descriptor '__call__' requires a 'functools.partial' object");
      const named = join(self.keywords, keywords);
      return machine.call(self.callee, [...self.args, ...args], named.size === 0 ? null : named);
    }),
  );
}
