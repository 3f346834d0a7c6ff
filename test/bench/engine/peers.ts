/** The peers of the benchmark: processes that are asked to prepare a work and to repeat it. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

/** What each peer runs: Python for those of Python, a work's description for those of JavaScript. */
export type Language = "torch" | "numpy" | "script";

export interface PeerKind {
  readonly name: string;
  readonly language: Language;
  readonly threads: number;
  /** Differs from another peer in its matrix products alone. */
  readonly isForProducts?: boolean;
  /** For those who have it not. */
  readonly install: string;
  /** `clock` is perf_counter or process_time. */
  start(clock: string): ChildProcessWithoutNullStreams;
}

const python = process.env["LNNB_PYTHON"] ?? "/usr/bin/python3";
const debian = "apt-get install python3-torch python3-numpy (LNNB_PYTHON chooses the Python)";
const packages =
  "npm install --ignore-scripts onnxruntime-node onnxruntime-web @tensorflow/tfjs-core @tensorflow/tfjs-backend-wasm " +
  "@jax-js/jax in a folder, and LNNB_BENCH_PEERS=that folder";

/** So large that the C library never gives memory back, and an output's pages are not faulted anew on every call. */
const keptMemory = {
  MALLOC_MMAP_THRESHOLD_: String(2 ** 32),
  MALLOC_TRIM_THRESHOLD_: String(2 ** 36),
  MALLOC_TOP_PAD_: String(2 ** 28),
};

/** A folder with another libblas.so.3 for PyTorch than Debian's plain one: that of libopenblas0-pthread. */
const blas = process.env["LNNB_BENCH_BLAS"];

function pythonPeer(name: string, language: Language, threads: number, environment: NodeJS.ProcessEnv = {}): PeerKind {
  return {
    name,
    language,
    threads,
    install: debian,
    start: (clock) =>
      spawn(python, [resolve("test/bench/engine/peer.py"), clock], {
        env: {
          ...process.env,
          OMP_NUM_THREADS: String(threads),
          OPENBLAS_NUM_THREADS: String(threads),
          ...environment,
        },
      }),
  };
}

const scriptPeer = (name: string): PeerKind => ({
  name,
  language: "script",
  threads: 1,
  install: packages,
  start: (clock) => spawn(process.execPath, [resolve("test/bench/engine/script-peer.mjs"), name, clock]),
});

export const peerKinds: readonly PeerKind[] = [
  pythonPeer("torch", "torch", 1),
  pythonPeer("torch", "torch", 2),
  pythonPeer("torch, malloc tuned", "torch", 1, keptMemory),
  pythonPeer("torch, malloc tuned", "torch", 2, keptMemory),
  ...(blas === undefined ? [] : [1, 2]).map((threads) => ({
    ...pythonPeer("torch, OpenBLAS", "torch", threads, { LD_LIBRARY_PATH: blas }),
    isForProducts: true,
  })),
  pythonPeer("numpy", "numpy", 1),
  ...["onnxruntime-node", "onnxruntime-web", "tfjs-wasm", "jax-js"].map(scriptPeer),
];

interface Answer {
  readonly seconds?: number;
  readonly error?: string;
}

export class Peer {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly lines: AsyncIterator<string>;
  private isGone = false;

  constructor(
    readonly kind: PeerKind,
    clock: string,
  ) {
    this.child = kind.start(clock);
    this.child.on("error", () => {
      this.isGone = true;
    });
    this.child.stdin.on("error", () => {});
    this.child.stderr.resume();
    this.lines = createInterface(this.child.stdout)[Symbol.asyncIterator]();
  }

  private async ask(message: object): Promise<Answer> {
    if (this.isGone) return { error: "could not be started" };
    this.child.stdin.write(`${JSON.stringify(message)}\n`);
    const { value, done } = await this.lines.next();
    if (done === true) {
      this.isGone = true;
      return { error: "has ended" };
    }
    // peer.py and script-peer.mjs answer with this shape.
    return JSON.parse(value) as Answer;
  }

  /** Why the work can not be done here, or null. */
  async prepare(setup: string): Promise<string | null> {
    return (await this.ask({ setup })).error ?? null;
  }

  async seconds(run: string, repeats: number): Promise<number> {
    const { seconds, error } = await this.ask({ run, repeats });
    if (seconds === undefined) throw new Error(`${this.kind.name}: ${error}`);
    return seconds;
  }

  end(): void {
    this.child.stdin.end();
    this.child.kill();
  }
}
