/** The module `heapq`: the operations on one heap are here, merging in heapq.py. */
import { functionOfOne, positionalFunction } from "../runtime/builtins/define.ts";
import { indexError, typeError } from "../runtime/errors.ts";
import type { NativeFunction } from "../runtime/objects/function.ts";
import type { Machine, Value } from "../runtime/objects/object.ts";
import { PyList } from "../runtime/objects/sequence.ts";
import { lessThan, typeName } from "../runtime/protocols/index.ts";
import source from "./python/heapq.py";
import type { ModuleDefinition } from "./registry.ts";

/** Moves the item at a place towards the root while it is smaller than its parent. */
function siftUp(machine: Machine, heap: Value[], start: number, from: number): void {
  const item = heap[from];
  let at = from;
  while (at > start) {
    const parent = (at - 1) >> 1;
    if (!lessThan(machine, item, heap[parent])) break;
    heap[at] = heap[parent];
    at = parent;
  }
  heap[at] = item;
}

/** Moves smaller children up until a leaf is reached, then the item up from there to its place. */
function siftDown(machine: Machine, heap: Value[], start: number): void {
  const end = heap.length;
  const item = heap[start];
  let at = start;
  for (let child = 2 * at + 1; child < end; child = 2 * at + 1) {
    const right = child + 1;
    const smaller = right < end && !lessThan(machine, heap[child], heap[right]) ? right : child;
    heap[at] = heap[smaller];
    at = smaller;
  }
  heap[at] = item;
  siftUp(machine, heap, start, at);
}

function heapOf(value: Value, name: string): Value[] {
  if (value instanceof PyList) return value.items;
  throw typeError(`${name}() argument ${name === "heapify" ? "" : "1 "}must be list, not ${typeName(value)}`);
}

/** Puts an item in the root's place and gives the root. */
function replaceRoot(machine: Machine, heap: Value[], item: Value): Value {
  const smallest = heap[0];
  heap[0] = item;
  siftDown(machine, heap, 0);
  return smallest;
}

const functions: readonly NativeFunction[] = [
  positionalFunction("heappush(heap, item, /)", (machine, list, item) => {
    const heap = heapOf(list, "heappush");
    heap.push(item);
    siftUp(machine, heap, 0, heap.length - 1);
    return null;
  }),
  functionOfOne("heappop(heap, /)", (machine, list) => {
    const heap = heapOf(list, "heappop");
    const last = heap.pop();
    if (last === undefined) throw indexError("index out of range");
    return heap.length === 0 ? last : replaceRoot(machine, heap, last);
  }),
  positionalFunction("heapreplace(heap, item, /)", (machine, list, item) => {
    const heap = heapOf(list, "heapreplace");
    if (heap.length === 0) throw indexError("index out of range");
    return replaceRoot(machine, heap, item);
  }),
  positionalFunction("heappushpop(heap, item, /)", (machine, list, item) => {
    const heap = heapOf(list, "heappushpop");
    if (heap.length === 0 || !lessThan(machine, heap[0], item)) return item;
    return replaceRoot(machine, heap, item);
  }),
  functionOfOne("heapify(heap, /)", (machine, list) => {
    const heap = heapOf(list, "heapify");
    for (let at = (heap.length >> 1) - 1; at >= 0; at--) {
      siftDown(machine, heap, at);
      if ((at & 0xfff) === 0) machine.checkInterrupt();
    }
    return null;
  }),
];

export const heapqModule: ModuleDefinition = {
  name: "heapq",
  source,
  globals: () => functions.map((callee): [string, Value] => [callee.name, callee]),
};
