/**
 * What the threads that share a memory have in common: a table of calls of one kernel, of which each thread takes the
 * next that nobody has taken, until there is none left; and the loop of a helping thread.
 */
import { instanceOf, type Kernels } from "./instance.ts";

/** What a helping thread is born with. */
export interface HelperStartup {
  readonly purpose: "lnnb compute thread";
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly table: CallTable;
  /** 1 and up: the thread that has the work is 0. */
  readonly thread: number;
}

export interface CallTable {
  /** The words below. */
  readonly control: Int32Array;
  /** The arguments of each call, in rows. */
  readonly values: Float64Array;
}

/** Places in `control`. */
export const word = {
  /** Counts the tables; helpers wait for it to change. */
  round: 0,
  /** The call that is taken next. */
  next: 1,
  calls: 2,
  /** Calls that have returned. */
  done: 3,
  /** Calls that have not returned but trapped. */
  trapped: 4,
  /** The kernel, and how many arguments it takes. */
  kernel: 5,
  arguments: 6,
  /** Threads that may take part. */
  threads: 7,
  /** 1: helpers end. */
  ended: 8,
} as const;

const words = Object.keys(word).length;
export const mostArguments = 16;
export const mostCalls = 1024;

/** While a table is written, `next` is here, beyond every table's end. */
export const closed = 2 ** 30;

export function newCallTable(): CallTable {
  const control = new Int32Array(new SharedArrayBuffer(words * 4));
  control[word.next] = closed;
  return { control, values: new Float64Array(new SharedArrayBuffer(mostCalls * mostArguments * 8)) };
}

export type KernelFunction = (...values: number[]) => void;

/** The kernels' names in an order that all instances of a module share. */
export const kernelNames = (module: WebAssembly.Module): string[] =>
  WebAssembly.Module.exports(module).map(({ name }) => name);

/** The kernels of an instance in that order. */
export function kernelList(module: WebAssembly.Module, kernels: Kernels): KernelFunction[] {
  const byName = new Map<string, KernelFunction>(Object.entries(kernels));
  return kernelNames(module).map((name) => {
    const kernel = byName.get(name);
    if (kernel === undefined) throw new Error(`${name} is not a kernel`);
    return kernel;
  });
}

/** Takes calls and runs them until there are none left; `afterEach` may throw to stop. */
export function takeCalls(
  { control, values }: CallTable,
  kernels: readonly KernelFunction[],
  afterEach: () => void,
): void {
  for (;;) {
    const call = Atomics.add(control, word.next, 1);
    // What is read once a call was taken belongs to its table, which stays until the call has returned.
    if (call >= Atomics.load(control, word.calls)) return;
    const start = call * mostArguments;
    try {
      kernels[control[word.kernel]](...values.subarray(start, start + control[word.arguments]));
    } catch {
      Atomics.add(control, word.trapped, 1);
    }
    Atomics.add(control, word.done, 1);
    Atomics.notify(control, word.done);
    afterEach();
  }
}

const nothing = (): void => {};

/**
 * Looks at the round before a helper sleeps, some microseconds: tables often follow one another, and to wake a thread takes
 * longer than that.
 */
const spins = 10_000;

/** Serves until the table is ended, or the thread is. */
export function runHelper({ module, memory, table, thread }: HelperStartup): void {
  const kernels = kernelList(module, instanceOf(module, memory, thread));
  const { control } = table;
  let seen = 0;
  while (Atomics.load(control, word.ended) === 0) {
    for (let i = 0; i < spins && Atomics.load(control, word.round) === seen; i++);
    Atomics.wait(control, word.round, seen);
    seen = Atomics.load(control, word.round);
    if (thread < Atomics.load(control, word.threads)) takeCalls(table, kernels, nothing);
  }
}
