/** count, cycle and repeat. */

import { bindNative, Methods } from "../../runtime/builtins/define.ts";
import { iteratorType } from "../../runtime/builtins/iterators.ts";
import { toArgumentSize } from "../../runtime/builtins/receive.ts";
import { typeError } from "../../runtime/errors.ts";
import { checkElements } from "../../runtime/limits.ts";
import { PyIterator } from "../../runtime/objects/iterator.ts";
import type { Machine, PyType, Value } from "../../runtime/objects/object.ts";
import { parseSignature } from "../../runtime/objects/signature.ts";
import { binaryOperation, doubleOf, findSpecial, integerOf, repr, typeName } from "../../runtime/protocols/index.ts";
import { recipe, stepsOf } from "./recipe.ts";

const countType = iteratorType("count", "itertools");
const repeatType = iteratorType("repeat", "itertools");

class Count extends PyIterator {
  constructor(
    public current: Value,
    readonly step: Value,
  ) {
    super();
  }
  get type(): PyType {
    return countType;
  }
  next(machine: Machine): Value {
    const value = this.current;
    this.current = binaryOperation(machine, "+", value, this.step);
    return value;
  }
}

class Repeat extends PyIterator {
  constructor(
    readonly object: Value,
    /** null: for ever. */
    public remaining: number | null,
  ) {
    super();
  }
  get type(): PyType {
    return repeatType;
  }
  next(): Value | undefined {
    if (this.remaining === null) return this.object;
    if (this.remaining <= 0) return undefined;
    this.remaining--;
    return this.object;
  }
  override lengthHint(): number | null {
    return this.remaining;
  }
}

const isNumber = (value: Value): boolean =>
  integerOf(value) !== undefined ||
  doubleOf(value) !== undefined ||
  ["__index__", "__int__", "__float__"].some((name) => findSpecial(value, name) !== undefined);

const countSignature = parseSignature("count(start=0, step=1)");
const repeatSignature = parseSignature("repeat(object, times=None)");

export function installInfinite(): void {
  countType.construct = (_machine, _type, args, keywords) => {
    // Plain parameters are bound to plain values.
    const [start, step] = bindNative(countSignature, args, keywords) as Value[];
    if (!isNumber(start) || !isNumber(step)) throw typeError("a number is required");
    // By steps of one CPython counts in C, from the number that a bool is.
    const one = integerOf(step) === 1;
    return new Count(one ? (integerOf(start) ?? start) : start, step);
  };
  new Methods<Count>(countType, (value) => (value instanceof Count ? value : undefined)).none(
    "__repr__",
    (machine, self) =>
      self.step === 1
        ? `count(${repr(machine, self.current)})`
        : `count(${repr(machine, self.current)}, ${repr(machine, self.step)})`,
  );
  repeatType.construct = (machine, _type, args, keywords) => {
    const [object, times] = bindNative(repeatSignature, args, keywords) as Value[];
    const given = args.length > 1 || keywords?.has("times") === true;
    if (given && integerOf(times) === undefined && findSpecial(times, "__index__") === undefined) {
      throw typeError(`'${typeName(times)}' object cannot be interpreted as an integer`);
    }
    return new Repeat(object, given ? Math.max(0, toArgumentSize(machine, times)) : null);
  };
  const repeats = new Methods<Repeat>(repeatType, (value) => (value instanceof Repeat ? value : undefined));
  repeats.none("__repr__", (machine, self) =>
    self.remaining === null
      ? `repeat(${repr(machine, self.object)})`
      : `repeat(${repr(machine, self.object)}, ${self.remaining})`,
  );
  repeats.none("__length_hint__", (_machine, self) => {
    if (self.remaining === null) throw typeError("len() of unsized object");
    return self.remaining;
  });
}

export const infinite: readonly PyType[] = [
  countType,
  repeatType,
  recipe("cycle(iterable, /)", (machine, values: Value) => cycle(machine, stepsOf(machine, values))),
];

function* cycle(machine: Machine, source: Iterable<Value>): Iterator<Value> {
  const saved: Value[] = [];
  for (const value of source) {
    yield value;
    if ((saved.push(value) & 0xfff) === 0) checkElements(saved.length);
  }
  if (saved.length === 0) return;
  for (let at = 0; ; at = (at + 1) % saved.length) {
    if (at === 0) machine.checkInterrupt();
    yield saved[at];
  }
}
