/**
 * The WebAssembly kernels: one memory, and an instance over it. Nothing is compiled before the first call that needs it.
 * The build with relaxed SIMD (fused multiply-add) is taken where the engine accepts it.
 */
import relaxedBytes from "./generated/relaxed.wasm";
import simdBytes from "./generated/simd.wasm";

/** What kernels/index.ts exports. Addresses and sizes are bytes, unless a parameter says rows, features or elements. */
export interface Kernels {
  copyBytes(to: number, from: number, bytes: number): void;
  fillBytes(to: number, value: number, bytes: number): void;
  copyVectors(to: number, from: number, bytes: number): void;
  layerNormForward(
    x: number,
    y: number,
    mean: number,
    rstd: number,
    gamma: number,
    beta: number,
    firstRow: number,
    lastRow: number,
    features: number,
    eps: number,
  ): void;
  layerNormBackward(
    x: number,
    dy: number,
    mean: number,
    rstd: number,
    gamma: number,
    dx: number,
    dgamma: number,
    dbeta: number,
    parts: number,
    firstRow: number,
    lastRow: number,
    features: number,
  ): void;
  layerNormForwardDouble(
    x: number,
    y: number,
    mean: number,
    rstd: number,
    gamma: number,
    beta: number,
    rows: number,
    features: number,
    eps: number,
  ): void;
  layerNormBackwardDouble(
    x: number,
    dy: number,
    mean: number,
    rstd: number,
    gamma: number,
    dx: number,
    dgamma: number,
    dbeta: number,
    rows: number,
    features: number,
  ): void;
  rmsNormForward(x: number, y: number, rstd: number, gamma: number, rows: number, features: number, eps: number): void;
  rmsNormBackward(
    x: number,
    dy: number,
    rstd: number,
    gamma: number,
    dx: number,
    dgamma: number,
    part: number,
    rows: number,
    features: number,
  ): void;
  describeBlocks(x: number, count: number, blockSize: number, records: number, keys: number): void;
  matmulScratch(): number;
  matmul(
    rows: number,
    columns: number,
    depth: number,
    a: number,
    aRow: number,
    aColumn: number,
    b: number,
    bRow: number,
    bColumn: number,
    c: number,
    bias: number,
    scratch: number,
  ): void;
  pointwise(
    operation: number,
    count: number,
    length: number,
    out: number,
    outRow: number,
    a: number,
    aRow: number,
    aRepeats: number,
    b: number,
    bRow: number,
    bRepeats: number,
    scale: number,
  ): void;
  softmaxForward(x: number, y: number, rows: number, length: number): void;
  exponentialSums(x: number, maxima: number, sums: number, rows: number, length: number): void;
  subtractTwo(x: number, y: number, firsts: number, seconds: number, rows: number, length: number): void;
  softmaxBackward(g: number, y: number, dx: number, rows: number, length: number): void;
  logSoftmaxBackward(g: number, y: number, dx: number, rows: number, length: number): void;
  sumColumns(x: number, rows: number, width: number, step: number, out: number): void;
  sumRows(x: number, rows: number, length: number, step: number, out: number): void;
  copyRows(to: number, toRow: number, from: number, fromRow: number, rows: number, length: number): void;
  copyTransposed(to: number, toRow: number, from: number, fromColumn: number, rows: number, columns: number): void;
  countInBins(x: number, count: number, start: number, width: number, bins: number, counts: number): void;
}

export const pageBytes = 65536;
/** Below: constants of the kernels. From here to `arenaStart`: room for operands that lie on the JavaScript heap. */
export const scratchStart = pageBytes;
export const arenaStart = 8 * 2 ** 20;
const initialPages = arenaStart / pageBytes;

export interface WasmInstance {
  readonly memory: WebAssembly.Memory;
  readonly module: WebAssembly.Module;
  readonly kernels: Kernels;
  readonly isRelaxed: boolean;
}

/** Reserves addresses only; a host that has fewer to give gets less. */
function makeMemory(): WebAssembly.Memory {
  for (const maximum of [65536, 32768, 16384]) {
    try {
      return new WebAssembly.Memory({ initial: initialPages, maximum, shared: true });
    } catch {}
  }
  return new WebAssembly.Memory({ initial: initialPages, maximum: 4096, shared: true });
}

/** `relaxed` false takes the plain build even where the other would run. Null where the host allows neither. */
export function instantiate(relaxed = true): WasmInstance | null {
  try {
    if (typeof SharedArrayBuffer === "undefined") return null;
    // The types of the DOM want buffers that are not shared, which the bundled bytes are.
    const isRelaxed = relaxed && WebAssembly.validate(new Uint8Array(relaxedBytes));
    const module = new WebAssembly.Module(new Uint8Array(isRelaxed ? relaxedBytes : simdBytes));
    const memory = makeMemory();
    return { memory, module, kernels: instanceOf(module, memory), isRelaxed };
  } catch {
    return null;
  }
}

/** Another instance over the same memory: a thread has its own. */
export function instanceOf(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  const { exports } = new WebAssembly.Instance(module, { env: { memory, abort } });
  // The module is compiled from kernels/index.ts, whose exports the interface lists.
  return exports as unknown as Kernels;
}

function abort(): never {
  throw new Error("a kernel was called with operands that it can not take");
}

let instance: WasmInstance | null | undefined;

let isOff = false;

/** Runs with the plain versions only, which the kernels are held to. */
export function withoutWasm<T>(run: () => T): T {
  isOff = true;
  try {
    return run();
  } finally {
    isOff = false;
  }
}

/** The one instance of this thread, or null where the host has no SIMD or shared memory. */
export function wasm(): WasmInstance | null {
  if (isOff) return null;
  if (instance === undefined) instance = instantiate();
  return instance;
}
