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

/** What a host knows of the memory that tensors have. */
export interface MemoryAccount {
  /** Bytes of all element memory, with what the collector has not found yet. */
  used(): number;
  /** Finds what nothing reaches any more. */
  collect(): void;
}

/**
 * The largest number of bytes that one tensor, or all of a session's together, may have; a session sets it from its
 * setting. Without an account only single tensors are refused.
 */
export const memoryLimits: { maxTensorBytes: number; account: MemoryAccount | null } = {
  maxTensorBytes: 4 * 2 ** 30,
  account: null,
};

/** Bytes asked for since the account was read last: to read it for each tensor would cost more than a small tensor. */
let unchecked = 0;
const attempts = 4;

/** Throws where `bytes` more would pass the limit. */
export function admit(bytes: number): void {
  const { maxTensorBytes, account } = memoryLimits;
  if (bytes > maxTensorBytes) throw outOfMemory(bytes, "one tensor may take");
  unchecked += bytes;
  if (account === null || unchecked < maxTensorBytes / 32) return;
  unchecked = 0;
  if (account.used() + bytes <= maxTensorBytes) return;
  // What a collection frees may be given back a little later, by another thread.
  for (let attempt = 0; attempt < attempts; attempt++) {
    account.collect();
    if (account.used() + bytes <= maxTensorBytes) return;
  }
  throw outOfMemory(bytes, "all tensors together may take");
}

export const heapAllocator: Allocator = {
  allocate(bytes) {
    admit(bytes);
    try {
      return { buffer: new ArrayBuffer(bytes), byteOffset: 0 };
    } catch {
      throw outOfMemory(bytes, "the host gave no more, though tensors may take");
    }
  },
};

/** PyTorch's DefaultCPUAllocator message, and the limit: `what` says what it is the limit of. */
function outOfMemory(bytes: number, what: string): Error {
  const { maxTensorBytes } = memoryLimits;
  return runtimeError(
    `[enforce fail at alloc_cpu.cpp:121] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate ${bytes} bytes. Error code 12 (Cannot allocate memory) (${what} ${maxTensorBytes} bytes here, by the setting lnnb.tensorMemoryMegabytes)`,
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
