/** What an instance of the kernels offers, and how the memory that instances share is laid out. */

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
    reach: number,
  ): void;
  addLayerNormForward(
    x: number,
    branch: number,
    sum: number,
    y: number,
    mean: number,
    rstd: number,
    gamma: number,
    beta: number,
    firstRow: number,
    lastRow: number,
    features: number,
    eps: number,
    reach: number,
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
    firstRow: number,
    lastRow: number,
    features: number,
    reach: number,
    residual: number,
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
  rmsNormForward(
    x: number,
    y: number,
    rstd: number,
    gamma: number,
    rows: number,
    features: number,
    eps: number,
    isLarge: number,
  ): void;
  rmsNormBackward(
    x: number,
    dy: number,
    rstd: number,
    gamma: number,
    dx: number,
    dgamma: number,
    rows: number,
    features: number,
  ): void;
  float16FromFloat32(to: number, from: number, count: number): void;
  bfloat16FromFloat32(to: number, from: number, count: number): void;
  float32FromFloat16(to: number, from: number, count: number): void;
  float32FromBfloat16(to: number, from: number, count: number): void;
  mersenneWords(state: number, next: number, out: number, count: number): number;
  uniformFloats(x: number, count: number, width: number, low: number): void;
  normalFloats(x: number, count: number, mean: number, std: number): void;
  measureRuns(x: number, runs: number, length: number, out: number): void;
  projectRuns(dy: number, x: number, centres: number, runs: number, length: number, out: number): void;
  scaleRuns(x: number, y: number, table: number, runs: number, length: number): void;
  gradientRuns(dy: number, x: number, dx: number, table: number, runs: number, length: number): void;
  describeBlocks(x: number, count: number, blockSize: number, records: number, keys: number): void;
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
    cRow: number,
    bias: number,
    continues: number,
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
  sumParts(parts: number, count: number, step: number, length: number, out: number): void;
  sumRows(x: number, rows: number, length: number, step: number, out: number): void;
  sumRowsDouble(x: number, rows: number, length: number, step: number, out: number): void;
  sumsOfReplaced(
    x: number,
    length: number,
    part: number,
    segments: number,
    width: number,
    step: number,
    count: number,
    out: number,
  ): void;
  copyRows(to: number, toRow: number, from: number, fromRow: number, rows: number, length: number): void;
  copyTransposed(to: number, toRow: number, from: number, fromColumn: number, rows: number, columns: number): void;
  narrowDoubles(from: number, to: number, count: number): void;
  isNearDifferences(
    gradients: number,
    gradientStep: number,
    low: number,
    high: number,
    step: number,
    rows: number,
    columns: number,
    scale: number,
    atol: number,
    rtol: number,
  ): number;
  countInBins(x: number, count: number, start: number, width: number, bins: number, counts: number): void;
  compareFloats(
    a: number,
    b: number,
    count: number,
    isDouble: number,
    atol: number,
    rtol: number,
    records: number,
    counts: number,
    edges: number,
    grid: number,
    first: number,
    columns: number,
    rowsPerBlock: number,
    columnsPerBlock: number,
    gridColumns: number,
  ): void;
  runExtremes(x: number, isDouble: number, total: number, runs: number, from: number, to: number, out: number): void;
  blockExtremes(
    x: number,
    isDouble: number,
    rows: number,
    columns: number,
    rowsPerBlock: number,
    columnsPerBlock: number,
    centre: number,
    values: number,
    distances: number,
  ): void;
  rowVariances(x: number, isDouble: number, rows: number, features: number, isRms: number, variances: number): void;
  normSteps(
    x: number,
    isDouble: number,
    rows: number,
    features: number,
    eps: number,
    isRms: number,
    means: number,
    variances: number,
    centred: number,
    normalized: number,
  ): void;
  gradientTerms(
    x: number,
    upstream: number,
    isDouble: number,
    gamma: number,
    rows: number,
    features: number,
    eps: number,
    isRms: number,
    direct: number,
    mean: number,
    variance: number,
    total: number,
    record: number,
  ): void;
}

export const pageBytes = 65536;
/** Below: constants of the kernels. From here to `scratchEnd`: room for operands that lie on the JavaScript heap. */
export const scratchStart = pageBytes;
export const scratchEnd = 8 * 2 ** 20;
/** Threads that can share a memory; what a kernel keeps for itself while it runs lies in its thread's room. */
export const mostThreads = 16;
const roomBytes = 1.25 * 2 ** 20;
export const arenaStart = scratchEnd + mostThreads * roomBytes;

export const roomOf = (thread: number): number => scratchEnd + thread * roomBytes;

/** An instance for one of the threads that share a memory; the first thread is 0. */
export function instanceOf(module: WebAssembly.Module, memory: WebAssembly.Memory, thread: number): Kernels {
  const room = roomOf(thread);
  const { exports } = new WebAssembly.Instance(module, { env: { memory, abort, room } });
  // The module is compiled from kernels/index.ts, whose exports the interface lists.
  return exports as unknown as Kernels;
}

/** A kernel that could not go on, where WebAssembly itself has no error for it here. */
export class KernelTrap extends Error {}

/** Whether a kernel has trapped. The memory stays as it is: what the kernel was to write is not to be relied on. */
export const isTrap = (error: unknown): error is Error =>
  error instanceof KernelTrap || error instanceof WebAssembly.RuntimeError;

function abort(): never {
  throw new KernelTrap("operands that the kernel can not take");
}
