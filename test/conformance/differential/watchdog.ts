/** Interrupts what runs too long in this thread, as a person would: from another thread. */
import { Worker } from "node:worker_threads";

const watcher = `
const { workerData } = require("node:worker_threads");
let seen = -1;
let ticks = 0;
setInterval(() => {
  const turn = Atomics.load(workerData.cells, 1);
  ticks = turn === seen ? ticks + 1 : 0;
  seen = turn;
  if (turn % 2 === 0) return;
  if (ticks >= workerData.limit) Atomics.store(workerData.cells, 0, 1);
  else Atomics.compareExchange(workerData.cells, 0, 0, 2);
}, 100);
`;

export class Watchdog {
  /** `Host.interrupt`, with looks at the memory as a session asks for them, and after it a counter that is odd while something runs. */
  readonly cells = new Int32Array(new SharedArrayBuffer(8));
  private readonly worker: Worker;

  constructor(seconds: number) {
    this.worker = new Worker(watcher, {
      eval: true,
      workerData: { cells: this.cells, limit: Math.ceil(seconds * 10) },
    });
    this.worker.unref();
  }

  watch<T>(body: () => T): T {
    Atomics.store(this.cells, 0, 0);
    Atomics.add(this.cells, 1, 1);
    try {
      return body();
    } finally {
      Atomics.add(this.cells, 1, 1);
    }
  }
}
