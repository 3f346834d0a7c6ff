/** What native code uses on any value. The machine comes first wherever Python code may have to run. */
export {
  bindTo,
  deleteAttribute,
  findAttribute,
  findMethod,
  getAttribute,
  hasAttribute,
  isDataDescriptor,
  lookupSpecial,
  missingAttribute,
  setAttribute,
} from "./attributes.ts";
export { callMethod, instantiate, isCallable } from "./calls.ts";
export { isInstance, isSubclass } from "./classes.ts";
export { type Comparison, compare, compareText, equals, identicalOrEqual, lessThan } from "./comparison.ts";
export { doubleOf, index, integerOf, maximumSize } from "./conversion.ts";
export { hash } from "./hash.ts";
export { contains, deleteItem, exactLength, getItem, length, setItem } from "./items.ts";
export {
  fastList,
  getIterator,
  interruptChecker,
  iterate,
  lengthHint,
  nextOf,
  rangeLength,
  toArray,
  toList,
} from "./iteration.ts";
export {
  type BinaryOperator,
  binaryOperation,
  inplaceOperation,
  type UnaryOperator,
  unaryOperation,
} from "./operations.ts";
export { callSpecial, findSpecial, trySpecial } from "./special.ts";
export { format, formatted, repr, str, textOf } from "./text.ts";
export { truth } from "./truth.ts";
export { identity, isOfType, qualifiedName, typeName, typeOf } from "./types.ts";
