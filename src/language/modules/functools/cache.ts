/** The wrapper that `functools.lru_cache` makes. */
import { bindNative, Methods } from "../../runtime/builtins/define.ts";
import { toSize } from "../../runtime/builtins/receive.ts";
import { typeError } from "../../runtime/errors.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import { BoundMethod, NativeFunction } from "../../runtime/objects/function.ts";
import { type Keywords, type Machine, PyObject, PyType, type Value } from "../../runtime/objects/object.ts";
import { PyTuple } from "../../runtime/objects/sequence.ts";
import { parseSignature } from "../../runtime/objects/signature.ts";
import { objectType } from "../../runtime/objects/types.ts";
import { integerOf, isCallable, truth, typeOf } from "../../runtime/protocols/index.ts";

export const cacheType = new PyType("_lru_cache_wrapper", [objectType], "functools");
cacheType.nativeName = "functools._lru_cache_wrapper";

/** Stands between positional and keyword arguments in a key. */
const keywordMark = new PyTuple(["keywords"]);

class CachedFunction extends PyObject {
  readonly attributes = new Map<string, Value>();
  readonly results = new PyDict();
  hits = 0;
  misses = 0;
  constructor(
    readonly callee: Value,
    /** null: no limit. */
    readonly limit: number | null,
    readonly typed: boolean,
    readonly infoType: Value,
  ) {
    super();
  }
  get type(): PyType {
    return cacheType;
  }
  override attributeMap(): Map<string, Value> {
    return this.attributes;
  }
}

function keyOf(self: CachedFunction, args: readonly Value[], keywords: Keywords): Value {
  if (keywords === null && !self.typed && args.length === 1) {
    const [only] = args;
    // Ints and strings need no tuple around them; others do, so that 1.0 and 1 stay apart.
    if (typeof only === "number" || typeof only === "string") return only;
  }
  const parts: Value[] = [...args];
  if (keywords !== null) {
    parts.push(keywordMark);
    for (const [name, value] of keywords) parts.push(name, value);
  }
  if (self.typed) {
    for (const value of args) parts.push(typeOf(value));
    for (const value of keywords?.values() ?? []) parts.push(typeOf(value));
  }
  return new PyTuple(parts);
}

function callCached(machine: Machine, self: CachedFunction, args: Value[], keywords: Keywords): Value {
  const named = keywords !== null && keywords.size > 0 ? keywords : null;
  if (self.limit === 0) {
    self.misses++;
    return machine.call(self.callee, args, named);
  }
  const key = keyOf(self, args, named);
  const found = self.results.get(machine, key);
  if (found !== undefined) {
    self.hits++;
    if (self.limit !== null) {
      // The order of the keys is that of their last use.
      self.results.delete(machine, key);
      self.results.set(machine, key, found);
    }
    return found;
  }
  self.misses++;
  const result = machine.call(self.callee, args, named);
  if (self.limit !== null && self.results.size >= self.limit && !self.results.has(machine, key)) {
    const oldest = self.results.keys().next();
    if (!oldest.done) self.results.delete(machine, oldest.value);
  }
  self.results.set(machine, key, result);
  return result;
}

const signature = parseSignature("lru_cache(user_function, maxsize, typed, cache_info_type)");

export function installCache(): void {
  cacheType.hasDict = true;
  cacheType.construct = (machine, _type, args, keywords) => {
    const [callee, limit, typed, infoType] = bindNative(signature, args, keywords) as Value[];
    if (limit !== null && integerOf(limit) === undefined) throw typeError("maxsize should be integer or None");
    if (!isCallable(callee)) throw typeError("the first argument must be callable");
    const size = limit === null ? null : Math.max(0, toSize(machine, limit));
    return new CachedFunction(callee, size, truth(machine, typed), infoType);
  };
  const methods = new Methods<CachedFunction>(cacheType, (value) =>
    value instanceof CachedFunction ? value : undefined,
  );
  methods.none("cache_info", (machine, self) =>
    machine.call(self.infoType, [self.hits, self.misses, self.limit, self.results.size]),
  );
  methods.none("cache_clear", (_machine, self) => {
    self.results.clear();
    self.hits = 0;
    self.misses = 0;
    return null;
  });
  methods.none("__copy__", (_machine, self) => self);
  methods.one("__deepcopy__", (_machine, self) => self, "memo");
  methods.positional("__get__(self, instance, owner=None, /)", (_machine, self, instance) =>
    instance === null ? self : new BoundMethod(instance, self),
  );
  cacheType.attributes.set(
    "__call__",
    new NativeFunction("__call__", (machine, [self, ...args], keywords) => {
      if (!(self instanceof CachedFunction)) throw typeError("descriptor '__call__' requires a cached function");
      return callCached(machine, self, args, keywords);
    }),
  );
}
