import type { Value } from "./object.ts";

/** Where one global name keeps its value; `undefined` while it has none. Compiled code holds on to cells. */
export interface GlobalCell {
  value: Value | undefined;
  /** When it last got a value while it had none: `globals()` shows names in this order. */
  place: number;
}

let places = 0;

/** Gives a cell its value; one that was empty comes last from now on. */
export function fill(cell: GlobalCell, value: Value): void {
  if (cell.value === undefined) cell.place = ++places;
  cell.value = value;
}

/**
 * The global names of a module, used like a `Map<string, Value>` in insertion order. Running code looks a name up once
 * and then reads and writes its cell.
 */
export class Namespace implements Iterable<[string, Value]> {
  private readonly cells = new Map<string, GlobalCell>();
  /** Asked for a name that has no value, before the builtins are: names of a notebook that load on first use. */
  fallback: ((name: string) => Value | undefined) | null = null;

  /** The name's cell, made empty where the name is new. */
  cell(name: string): GlobalCell {
    let cell = this.cells.get(name);
    if (cell === undefined) {
      cell = { value: undefined, place: 0 };
      this.cells.set(name, cell);
    }
    return cell;
  }

  get(name: string): Value | undefined {
    return this.cells.get(name)?.value;
  }

  set(name: string, value: Value): this {
    fill(this.cell(name), value);
    return this;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** The cell stays (code may hold it), empty. */
  delete(name: string): boolean {
    const cell = this.cells.get(name);
    if (cell === undefined || cell.value === undefined) return false;
    cell.value = undefined;
    return true;
  }

  clear(): void {
    for (const cell of this.cells.values()) cell.value = undefined;
  }

  get size(): number {
    let count = 0;
    for (const cell of this.cells.values()) if (cell.value !== undefined) count++;
    return count;
  }

  /** The names that have a value, in the order in which they got it. */
  private filled(): [string, GlobalCell, Value][] {
    const found: [string, GlobalCell, Value][] = [];
    for (const [name, cell] of this.cells) if (cell.value !== undefined) found.push([name, cell, cell.value]);
    return found.sort(([, a], [, b]) => a.place - b.place);
  }

  *entries(): IterableIterator<[string, Value]> {
    for (const [name, , value] of this.filled()) yield [name, value];
  }

  *keys(): IterableIterator<string> {
    for (const [name] of this.filled()) yield name;
  }

  *values(): IterableIterator<Value> {
    for (const [, , value] of this.filled()) yield value;
  }

  [Symbol.iterator](): IterableIterator<[string, Value]> {
    return this.entries();
  }
}
