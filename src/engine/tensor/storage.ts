import { runtimeError } from "../errors.ts";
import { type DType, dtypes, type ElementArray } from "./dtype.ts";

/**
 * Where element memory comes from. The plain allocator uses the JavaScript heap, whose collector frees buffers also
 * inside a synchronous cell; the WebAssembly arena (src/engine/wasm) is another implementation of the same interface.
 */
export interface Allocator {
  /**
   * Memory of `bytes` bytes, 16-byte aligned, zeroed unless the caller will write all of it. Throws TorchError where the
   * limit is passed.
   */
  allocate(bytes: number, zeroed?: boolean): { buffer: ArrayBufferLike; byteOffset: number };
}

/** The largest number of bytes one tensor may ask for; a session sets it from its memory limit. */
export const memoryLimits = { maxTensorBytes: 4 * 2 ** 30 };

export const heapAllocator: Allocator = {
  allocate(bytes) {
    if (bytes > memoryLimits.maxTensorBytes) throw outOfMemory(bytes);
    try {
      return { buffer: new ArrayBuffer(bytes), byteOffset: 0 };
    } catch {
      throw outOfMemory(bytes);
    }
  },
};

/** PyTorch's DefaultCPUAllocator message, and what the session allows where that was passed. */
export function outOfMemory(bytes: number): Error {
  const { maxTensorBytes } = memoryLimits;
  const limit =
    bytes > maxTensorBytes
      ? `\nOne tensor may take ${maxTensorBytes} bytes here (setting lnnb.tensorMemoryMegabytes).`
      : "";
  return runtimeError(
    `[enforce fail at alloc_cpu.cpp:121] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate ${bytes} bytes. Error code 12 (Cannot allocate memory)${limit}`,
  );
}

let allocator: Allocator = heapAllocator;
export function setAllocator(next: Allocator): void {
  allocator = next;
}

/** Set while a session runs in inference mode: memory allocated meanwhile is marked. */
export const allocationMode = { inference: false };

/** The elements that a tensor and its views share, and the version that in-place operations raise. */
export class Storage {
  version = 0;
  /** Made in inference mode: its tensors can not be recorded. */
  readonly inference = allocationMode.inference;
  constructor(
    readonly dtype: DType,
    readonly data: ElementArray,
  ) {}

  static allocate(dtype: DType, length: number, zeroed = true): Storage {
    const { bytes, makeArray } = dtypes[dtype];
    const { buffer, byteOffset } = allocator.allocate(length * bytes, zeroed);
    return new Storage(dtype, makeArray(buffer, byteOffset, length));
  }
}
