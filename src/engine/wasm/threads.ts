/**
 * Kernels on several threads over the one memory. Work is a list of calls of one kernel that do not depend on one another.
 * What is in the list must not depend on the number of threads wherever that could be seen in a result.
 */
import { tracked, workHooks } from "../work.ts";
import {
  type CallTable,
  closed,
  type HelperStartup,
  type KernelFunction,
  kernelList,
  kernelNames,
  mostArguments,
  mostCalls,
  newCallTable,
  takeCalls,
  word,
} from "./helper.ts";
import { type Kernels, KernelTrap, mostThreads } from "./instance.ts";
import type { WasmInstance } from "./module.ts";

/** How a host gives threads. */
export interface ThreadHost {
  /** Threads that run at the same time. */
  readonly cores: number;
  /** Starts a thread that calls `runHelper`. It must not keep the process alive. */
  spawn(startup: HelperStartup): void;
}

/** Memory bandwidth is used up by fewer threads than large computers have cores. */
const usefulThreads = 8;
/** Wake-ups cost tens of microseconds: less work stays on one thread. Elements that a kernel reads and writes once. */
export const smallestShared = 2 ** 18;
/** Elements between two looks at the interrupt. */
const checkedElements = 2 ** 21;

let host: ThreadHost | null = null;
let hostThreads = 1;
/** What the session has set. */
let chosen: number | null = null;
let pool: Pool | null = null;

/** From now on work is shared among as many threads as the host has cores; null: one thread. Ends the threads before. */
export function useThreads(next: ThreadHost | null): void {
  pool?.end();
  pool = null;
  host = next;
  hostThreads = next === null ? 1 : Math.max(1, Math.min(next.cores, usefulThreads));
}

/** What torch.get_num_threads tells. */
export const threadCount = (): number => chosen ?? hostThreads;

/** Null: as many as the host has. Gives back what was set before. */
export function setThreadCount(count: number | null): number | null {
  const before = chosen;
  chosen = count;
  return before;
}

/** Threads for work of so many elements. */
export function threadsFor(elements: number): number {
  return host === null || elements < smallestShared ? 1 : Math.min(threadCount(), mostThreads);
}

type KernelCalls<K extends keyof Kernels> = readonly Readonly<Parameters<Kernels[K]>>[];

/**
 * Makes calls that do not depend on one another, each of `elements` elements; hears interrupts between them. Returns when
 * all have returned.
 */
export function runCalls<K extends keyof Kernels>(
  instance: WasmInstance,
  kernel: K,
  calls: KernelCalls<K>,
  elements: number,
): void {
  if (calls.length === 1) runAlone(instance, kernel, calls, elements, () => {});
  else tracked(wordsOf(kernel), calls.length, (tell) => runMany(instance, kernel, calls, elements, tell));
}

/** `layerNormForward` as "layer norm forward". */
const wordsOf = (kernel: string): string => kernel.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function runMany<K extends keyof Kernels>(
  instance: WasmInstance,
  kernel: K,
  calls: KernelCalls<K>,
  elements: number,
  tell: (done: number) => void,
): void {
  if (threadsFor(calls.length * elements) > 1) {
    pool ??= new Pool(instance);
    if (pool.instance === instance) {
      for (let i = 0; i < calls.length; i += mostCalls) {
        pool.run(kernel, calls.slice(i, i + mostCalls), (done) => tell(i + done));
      }
      return;
    }
  }
  runAlone(instance, kernel, calls, elements, tell);
}

function runAlone<K extends keyof Kernels>(
  instance: WasmInstance,
  kernel: K,
  calls: KernelCalls<K>,
  elements: number,
  tell: (done: number) => void,
): void {
  const run: (...values: number[]) => void = instance.kernels[kernel];
  if (calls.length === 1) {
    run(...calls[0]);
    return;
  }
  const check = interruptEvery(elements);
  calls.forEach((call, i) => {
    run(...call);
    if (i + 1 < calls.length) check();
    tell(i + 1);
  });
}

function interruptEvery(elements: number): () => void {
  let since = 0;
  return () => {
    since += elements;
    if (since < checkedElements) return;
    since = 0;
    workHooks.checkInterrupt();
  };
}

/** Looks at a counter before the thread sleeps: what is missing is often ready within microseconds. */
const spins = 2000;

class Pool {
  private readonly table: CallTable = newCallTable();
  private readonly names: readonly string[];
  private readonly kernels: readonly KernelFunction[];
  private helpers = 0;

  constructor(readonly instance: WasmInstance) {
    this.names = kernelNames(instance.module);
    this.kernels = kernelList(instance.module, instance.kernels);
  }

  run(kernel: keyof Kernels, calls: readonly (readonly number[])[], tell: (done: number) => void): void {
    // The helpers may leave nothing for this thread, which then would not look.
    workHooks.checkInterrupt();
    const threads = Math.min(threadCount(), mostThreads);
    this.hire(threads - 1);
    const { control, values } = this.table;
    for (const [i, call] of calls.entries()) values.set(call, i * mostArguments);
    control[word.kernel] = this.names.indexOf(kernel);
    control[word.arguments] = calls[0].length;
    control[word.done] = 0;
    control[word.trapped] = 0;
    Atomics.store(control, word.threads, threads);
    Atomics.store(control, word.calls, calls.length);
    // A helper that comes late from the table before may take a call from here on.
    Atomics.store(control, word.next, 0);
    Atomics.add(control, word.round, 1);
    Atomics.notify(control, word.round);
    try {
      takeCalls(this.table, this.kernels, () => {
        tell(Atomics.load(control, word.done));
        workHooks.checkInterrupt();
      });
    } finally {
      // No more are taken; those that were return.
      const taken = Math.min(Atomics.exchange(control, word.next, closed), calls.length);
      this.await(taken);
    }
    if (control[word.trapped] > 0) throw new KernelTrap(`${kernel}, on another thread`);
  }

  private await(calls: number): void {
    const { control } = this.table;
    for (let i = 0; i < spins && Atomics.load(control, word.done) < calls; i++);
    for (;;) {
      const done = Atomics.load(control, word.done);
      if (done >= calls) return;
      Atomics.wait(control, word.done, done);
    }
  }

  private hire(helpers: number): void {
    const { module, memory } = this.instance;
    for (; this.helpers < helpers && host !== null; this.helpers++) {
      const thread = this.helpers + 1;
      host.spawn({ purpose: "lnnb compute thread", module, memory, table: this.table, thread });
    }
  }

  /** Helpers that wait return; those that have not begun do so at once. */
  end(): void {
    const { control } = this.table;
    Atomics.store(control, word.ended, 1);
    Atomics.add(control, word.round, 1);
    Atomics.notify(control, word.round);
  }
}
