/**
 * The WebAssembly kernels: one memory, and an instance over it. Nothing is compiled before the first call that needs it.
 * The build with relaxed SIMD (fused multiply-add) is taken where the engine accepts it.
 */
import relaxedBytes from "./generated/relaxed.wasm";
import simdBytes from "./generated/simd.wasm";
import { arenaStart, instanceOf, type Kernels, pageBytes } from "./instance.ts";

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
    return { memory, module, kernels: instanceOf(module, memory, 0), isRelaxed };
  } catch {
    return null;
  }
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
