/** The iterators of OrderedDict: they know the next key already when they give one. */
import { RuntimeError, raised } from "../errors.ts";
import type { PyDict } from "../objects/dict.ts";
import { PyIterator } from "../objects/iterator.ts";
import type { Machine, PyType, Value } from "../objects/object.ts";
import { PyTuple } from "../objects/sequence.ts";
import { iteratorType } from "./iterators.ts";

export const orderedIteratorType = iteratorType("odict_iterator");

/** Iterates over a dict whose keys must stay as they are; but past its last key it is done, whatever happened. */
export class OrderedIterator extends PyIterator {
  private readonly source: Iterator<Value>;
  private current: Value | undefined;
  private readonly size: number;
  private readonly deletions: number;
  constructor(
    private readonly dict: PyDict,
    private readonly kind: "keys" | "values" | "items",
    reversed = false,
  ) {
    super();
    this.source = reversed ? [...dict.keys()].reverse().values() : dict.keys();
    this.size = dict.size;
    this.deletions = dict.deletions;
    this.advance();
  }
  get type(): PyType {
    return orderedIteratorType;
  }
  private advance(): void {
    const step = this.source.next();
    this.current = step.done === true ? undefined : step.value;
  }
  next(machine: Machine): Value | undefined {
    const { dict, current: key } = this;
    if (key === undefined) return undefined;
    if (dict.deletions !== this.deletions || dict.size > this.size) {
      throw raised(RuntimeError, "OrderedDict mutated during iteration");
    }
    if (dict.size !== this.size) throw raised(RuntimeError, "OrderedDict changed size during iteration");
    this.advance();
    if (this.kind === "keys") return key;
    const value = dict.get(machine, key) ?? null;
    return this.kind === "values" ? value : new PyTuple([key, value]);
  }
  override lengthHint(): number {
    return this.current === undefined ? 0 : this.size;
  }
}
