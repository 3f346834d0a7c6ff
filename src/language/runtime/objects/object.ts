/**
 * The values of the cell language.
 *
 * Immediate values are JavaScript primitives, so that the machine's inner loop does not allocate:
 * - `null` is None, `boolean` is bool, `string` is str (UTF-16 inside, code points to the user);
 * - `number` is an int, always an integer in the safe range (|n| <= 2^53-1), never -0;
 * - `bigint` is an int outside the safe range (canonical: never one inside it).
 * Everything else is a {@link PyObject}; a float is a `PyFloat`.
 *
 * JavaScript objects never reach a cell: attribute access goes only through `PyType.lookup` and `Map`s.
 */
import type { Host } from "../../interpreter-api.ts";
import type { PyDict } from "./dict.ts";
import type { PyException } from "./exception.ts";
import type { PyFunction } from "./function.ts";
import type { PyGenerator } from "./generator.ts";
import type { PyModule } from "./module.ts";
import type { Namespace } from "./namespace.ts";

export type Value = null | boolean | number | bigint | string | PyObject;

/** Keyword arguments of a call, in call order; `null` where there are none. */
export type Keywords = ReadonlyMap<string, Value> | null;

export abstract class PyObject {
  abstract readonly type: PyType;
  /** The instance's `__dict__`, made on demand where `create`; null where its class gives its instances none. */
  attributeMap(_create: boolean): Map<string, Value> | null {
    return null;
  }
}

/** A class: builtin or made by a `class` statement. `mro[0]` is the type itself. */
export class PyType extends PyObject {
  /** `type`, the metaclass of all classes but those of a few library modules; set once by types.ts to break the cycle. */
  static metaType: PyType;
  /** Raised by one whenever any class attribute changes: method caches compare it. */
  static epoch = 0;

  mro: PyType[] = [];
  /** The class `__dict__`. Write through {@link setAttribute}, so that caches hear of it. */
  readonly attributes = new Map<string, Value>();
  /** `type` where null. Cells cannot write metaclasses; library modules can (EnumType, ABCMeta). */
  metaclass: PyType | null = null;
  /**
   * `type.__call__`'s native allocation (CPython's tp_new): makes an instance of `type`, which may be a subclass.
   * Inherited along the mro. A type without one cannot be created from a cell. Immutable types read their value from the
   * arguments here; mutable containers (list, dict, set) ignore the arguments, and their `__init__` fills the instance,
   * so that a subclass may give `__init__` other parameters.
   */
  construct: ((machine: Machine, type: PyType, args: Value[], keywords: Keywords) => Value) | null = null;
  /** What `type(value)` gives, for builtin types, which no cell can change; not inherited. */
  convert: ((machine: Machine, value: Value) => Value) | null = null;
  /** The `__init__` of a class whose instances are made by nothing else; good while `plainEpoch` is the epoch. */
  plainInit: PyFunction | null = null;
  plainEpoch = -1;
  /** What error messages call a C library's type, its module included: "collections.deque". The name itself where null. */
  nativeName: string | null = null;
  /** False for types such as bool or NoneType that refuse to be a base. */
  subclassable = true;
  /** Made by a `class` statement: its attributes may be changed. */
  heap = false;
  /** Instances carry a `__dict__`. False for builtin types and for classes whose whole mro declares `__slots__`. */
  hasDict = false;
  /** Direct subclasses made by cells: a notebook that defines a class at every run must not keep all of them. */
  private subclassRefs: WeakRef<PyType>[] = [];
  qualname: string;
  private cache = new Map<string, Value | undefined>();
  private cacheEpoch = -1;

  constructor(
    public name: string,
    readonly bases: PyType[],
    /** `__module__`: "builtins", "torch", ...; shown by repr. */
    public module = "builtins",
  ) {
    super();
    this.qualname = name;
    this.mro = linearize(this, bases);
  }

  get type(): PyType {
    return this.metaclass ?? PyType.metaType;
  }

  /** The attribute found along the mro, unbound; `undefined` where there is none. */
  lookup(name: string): Value | undefined {
    if (this.cacheEpoch !== PyType.epoch) {
      this.cache.clear();
      this.cacheEpoch = PyType.epoch;
    }
    let found = this.cache.get(name);
    if (found === undefined && !this.cache.has(name)) {
      for (const type of this.mro) {
        found = type.attributes.get(name);
        if (found !== undefined) break;
      }
      this.cache.set(name, found);
    }
    return found;
  }

  setAttribute(name: string, value: Value): void {
    this.attributes.set(name, value);
    PyType.epoch++;
  }

  /** The direct subclasses made by cells that are still there, oldest first: `__subclasses__()`. */
  get subclasses(): readonly PyType[] {
    return this.subclassRefs.flatMap((ref) => ref.deref() ?? []);
  }

  addSubclass(type: PyType): void {
    const count = this.subclassRefs.push(new WeakRef(type));
    // Now and then, at a power of two, those that have gone are let go of.
    if (count >= 64 && (count & (count - 1)) === 0) {
      this.subclassRefs = this.subclassRefs.filter((ref) => ref.deref() !== undefined);
    }
  }

  deleteAttribute(name: string): boolean {
    PyType.epoch++;
    return this.attributes.delete(name);
  }

  isSubtypeOf(other: PyType): boolean {
    return this === other || this.mro.includes(other);
  }
}

/** The C3 order (CPython's `mro()`); throws a plain Error with CPython's text where there is none. */
export function linearize(type: PyType, bases: readonly PyType[]): PyType[] {
  const sequences = [...bases.map((base) => base.mro), bases].map((types) => ({ types, head: 0 }));
  // In how many sequences a class still stands behind another: a count, so that thousands of bases take no time.
  const behind = new Map<PyType, number>();
  for (const { types } of sequences) {
    for (let i = 1; i < types.length; i++) behind.set(types[i], (behind.get(types[i]) ?? 0) + 1);
  }
  const order: PyType[] = [type];
  for (;;) {
    const left = sequences.filter(({ types, head }) => head < types.length);
    if (left.length === 0) return order;
    const next = left.find(({ types, head }) => (behind.get(types[head]) ?? 0) === 0);
    if (next === undefined) {
      const heads = new Set(left.map(({ types, head }) => types[head]));
      const names = Array.from(heads, (head) => head.name).join(", ");
      throw new Error(`Cannot create a consistent method resolution order (MRO) for bases ${names}`);
    }
    const taken = next.types[next.head];
    order.push(taken);
    for (const sequence of left) {
      if (sequence.types[sequence.head] !== taken) continue;
      const following = sequence.types[++sequence.head];
      if (following !== undefined) behind.set(following, (behind.get(following) ?? 0) - 1);
    }
  }
}

/** What native code may ask of the machine; the class in machine.ts implements it. */
export interface Machine {
  readonly host: Host;
  /** The builtins, by name. */
  readonly builtins: Namespace;
  /** `sys.modules`: what has been imported. */
  readonly modules: Map<string, PyModule>;
  /** The exception that an `except` or `finally` block is handling now (`sys.exc_info()`), or null. */
  readonly handled: PyException | null;
  /** The globals of the innermost Python frame: what `globals()` shows. */
  currentGlobals(): Namespace;
  /** A fresh dict of the innermost frame's local names (`locals()`); at the top level, the globals' view. */
  currentLocals(): PyDict;
  /** The Python frames, innermost first: what `warnings.warn(stacklevel=)` and loggers ask for. */
  callers(): FrameSummary[];
  /** Calls any callable and runs it to its end. Exceptions arrive as a thrown `Raised`. */
  call(callee: Value, args: Value[], keywords?: Keywords): Value;
  /** What `type(*args, **keywords)` does, whatever the metaclass. */
  instantiate(type: PyType, args: Value[], keywords?: Keywords): Value;
  /**
   * Lets a generator run to its next `yield` and gives what it yields; undefined where it ended (`returned` has its value).
   * With an error, that is raised at the `yield` where it waits.
   */
  resume(generator: PyGenerator, sent: Value, error?: PyException): Value | undefined;
  /** Throws KeyboardInterrupt where the user asked for it, or a limit's error. Native loops call it every few thousand steps. */
  checkInterrupt(): void;
  /** Writes to the cell's standard output or error, now. */
  write(stream: "stdout" | "stderr", text: string): void;
  /** Shows a mime bundle under the cell (CLI: prints its text/plain). */
  display(data: MimeBundle): void;
  /** Runs with all that is written and displayed going to `sink` in the place of the cell. */
  redirect<T>(sink: OutputSink, run: () => T): T;
  /** The source text of the positional and keyword arguments of the call that is being made from a cell, where known. */
  argumentTexts(): { positional: string[]; keywords: Map<string, string> } | null;
  /** Imports a module by its dotted name as `import` does (returns the leaf module). */
  importModule(name: string): PyObject;
}

/** What takes the place of a cell's output. */
export interface OutputSink {
  write(stream: "stdout" | "stderr", text: string): void;
  display(data: MimeBundle): void;
}

/** Where a running Python frame is. */
export interface FrameSummary {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly functionName: string;
  /** The text of that line, without its newline. */
  readonly text: string;
  readonly globals: Namespace;
  /** False for frames of the library's own Python modules. */
  readonly shown: boolean;
}

/** Mime type to JSON value or text. */
export type MimeBundle = Record<string, unknown>;
