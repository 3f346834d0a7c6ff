/** groupby and tee. */
import { bindNative, positionalFunction } from "../../runtime/builtins/define.ts";
import { iteratorType } from "../../runtime/builtins/iterators.ts";
import { toArgumentSize } from "../../runtime/builtins/receive.ts";
import { valueError } from "../../runtime/errors.ts";
import { checkElements } from "../../runtime/limits.ts";
import type { NativeFunction } from "../../runtime/objects/function.ts";
import { NativeIterator, PyIterator } from "../../runtime/objects/iterator.ts";
import type { Machine, PyType, Value } from "../../runtime/objects/object.ts";
import { PyTuple } from "../../runtime/objects/sequence.ts";
import { parseSignature } from "../../runtime/objects/signature.ts";
import { getIterator, identicalOrEqual, nextOf } from "../../runtime/protocols/index.ts";

const groupByType = iteratorType("groupby", "itertools");
const grouperType = iteratorType("_grouper", "itertools");
const teeType = iteratorType("_tee", "itertools");

/** Groups share one input: asking for the next group gives up what is left of the last. */
class GroupBy extends PyIterator {
  private value: Value | undefined;
  private key: Value | undefined;
  private groupKey: Value | undefined;
  private group = 0;
  constructor(
    private readonly source: Value,
    private readonly keyOf: Value,
  ) {
    super();
  }
  get type(): PyType {
    return groupByType;
  }
  private advance(machine: Machine): boolean {
    this.value = nextOf(machine, this.source);
    if (this.value === undefined) return false;
    this.key = this.keyOf === null ? this.value : machine.call(this.keyOf, [this.value]);
    return true;
  }
  next(machine: Machine): Value | undefined {
    const id = ++this.group;
    for (let steps = 1; ; steps++) {
      if (
        this.key !== undefined &&
        (this.groupKey === undefined || !identicalOrEqual(machine, this.groupKey, this.key))
      )
        break;
      if (!this.advance(machine)) return undefined;
      if ((steps & 0xfff) === 0) machine.checkInterrupt();
    }
    const key = this.key;
    this.groupKey = key;
    const members = new NativeIterator(grouperType, (running) => {
      if (this.group !== id) return undefined;
      if (this.value === undefined) {
        if (!this.advance(running)) return undefined;
      }
      if (this.key === undefined || !identicalOrEqual(running, key, this.key)) return undefined;
      const value = this.value;
      this.value = undefined;
      return value;
    });
    return new PyTuple([key, members]);
  }
}

/** One input read once, kept for whichever of its readers is behind. */
interface TeeNode {
  value: Value | undefined;
  next: TeeNode | null;
}

function teeReader(source: Value, start: TeeNode): PyIterator {
  let node = start;
  return new NativeIterator(teeType, (machine) => {
    if (node.next === null) {
      const value = nextOf(machine, source);
      if (value === undefined) return undefined;
      node.value = value;
      node.next = { value: undefined, next: null };
    }
    const { value } = node;
    node = node.next;
    return value;
  });
}

export const tee: NativeFunction = positionalFunction("tee(iterable, n=2, /)", (machine, values, count = 2) => {
  const readers = toArgumentSize(machine, count);
  if (readers < 0) throw valueError("n must be >= 0");
  checkElements(readers);
  const source = getIterator(machine, values);
  const start: TeeNode = { value: undefined, next: null };
  return new PyTuple(Array.from({ length: readers }, () => teeReader(source, start)));
});

const groupBySignature = parseSignature("groupby(iterable, key=None)");

export function installGrouping(): void {
  groupByType.construct = (machine, _type, args, keywords) => {
    // Plain parameters are bound to plain values.
    const [values, key] = bindNative(groupBySignature, args, keywords) as Value[];
    return new GroupBy(getIterator(machine, values), key);
  };
}

export const grouping: readonly PyType[] = [groupByType];
