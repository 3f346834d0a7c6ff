/**
 * Operands of a kernel call as addresses. What lies in the arena is used where it is; what lies on the JavaScript heap is
 * copied to scratch memory and, if the kernel writes it, back. Nothing may allocate tensors between taking an address and
 * the end of the call: addresses do not keep memory alive.
 */
import { isInArena } from "./arena.ts";
import { scratchEnd, scratchStart } from "./instance.ts";
import type { WasmInstance } from "./module.ts";

export type FloatArray = Float32Array | Float64Array;

const alignment = 64;
const few = 64;

export class Operands {
  private readonly floats: Float32Array;
  private readonly bytes: Uint8Array;
  private top = scratchStart;
  private readonly doubles: Float64Array;
  private readonly words: Uint32Array;
  private readonly written: { readonly array: FloatArray | Uint32Array; readonly address: number }[] = [];

  constructor(private readonly instance: WasmInstance) {
    const { buffer } = instance.memory;
    this.floats = new Float32Array(buffer, 0, scratchEnd / 4);
    this.bytes = new Uint8Array(buffer, 0, scratchEnd);
    this.doubles = new Float64Array(buffer, 0, scratchEnd / 8);
    this.words = new Uint32Array(buffer, 0, scratchEnd / 4);
  }

  /** Begins a call: scratch memory is free again. */
  begin(): void {
    this.top = scratchStart;
    this.written.length = 0;
  }

  /** Scratch memory that the call needs for itself. */
  room(bytes: number): number {
    const address = this.top;
    this.top = address + Math.ceil(bytes / alignment) * alignment;
    if (this.top > scratchEnd) throw new Error("kernel operands are larger than the scratch memory");
    return address;
  }

  /** float64 values that the kernel reads; null stands for `count` values of `otherwise`. */
  inputDoubles(array: FloatArray | null, count: number, otherwise = 0): number {
    if (array instanceof Float64Array && isInArena(array)) return array.byteOffset;
    const address = this.room(count * 8);
    const at = address >> 3;
    if (array === null) this.doubles.fill(otherwise, at, at + count);
    else this.doubles.set(array, at);
    return address;
  }

  /** float64 values that the kernel writes whole. */
  outputDoubles(array: Float64Array): number {
    if (isInArena(array)) return array.byteOffset;
    const address = this.room(array.length * 8);
    this.written.push({ array, address });
    return address;
  }

  /** Zeroed float64 values on the JavaScript heap that the kernel adds to; null where nobody wants the sums. */
  doubleSums(array: Float64Array | null, count: number): number {
    const address = this.room(count * 8);
    if (array !== null) this.written.push({ array, address });
    this.clear(address, count * 8);
    return address;
  }

  /** float32 values that the kernel reads; null stands for `count` values of `otherwise`. */
  input(array: FloatArray | null, count: number, otherwise = 0): number {
    if (array instanceof Float32Array && isInArena(array)) return array.byteOffset;
    const address = this.room(count * 4);
    const at = address >> 2;
    if (array === null) this.floats.fill(otherwise, at, at + count);
    else if (array.length === count) this.floats.set(array, at);
    else this.floats.set(array.subarray(0, count), at);
    return address;
  }

  /** float32 values that the kernel writes whole. */
  output(array: FloatArray): number {
    if (array instanceof Float32Array && isInArena(array)) return array.byteOffset;
    const address = this.room(array.length * 4);
    this.written.push({ array, address });
    return address;
  }

  /** float32 values on the JavaScript heap that the kernel reads and writes. */
  updated(array: Float32Array): number {
    const address = this.input(array, array.length);
    this.written.push({ array, address });
    return address;
  }

  /** float64 values on the JavaScript heap that the kernel reads and writes. */
  updatedDoubles(array: Float64Array): number {
    const address = this.inputDoubles(array, array.length);
    this.written.push({ array, address });
    return address;
  }

  /** 32-bit words that the kernel reads and writes. */
  updatedWords(array: Uint32Array): number {
    const address = this.room(array.length * 4);
    this.words.set(array, address >> 2);
    this.written.push({ array, address });
    return address;
  }

  /** total = the sum of `count` parts in scratch memory, float32 and `step` bytes apart, in their order. */
  sumParts(total: FloatArray, parts: number, count: number, step: number): void {
    const { length } = total;
    if (count === 1) {
      total.set(this.floats.subarray(parts >> 2, (parts >> 2) + length));
      return;
    }
    const sums = this.room(8 * length);
    this.instance.kernels.sumParts(parts, count, step, length, sums);
    total.set(this.doubles.subarray(sums >> 3, (sums >> 3) + length));
  }

  private clear(address: number, bytes: number): void {
    if (address < scratchEnd) this.bytes.fill(0, address, address + bytes);
    else throw new Error("sums are kept in scratch memory");
  }

  /** Ends a call: brings what was written in scratch memory to its arrays. */
  end(): void {
    for (const { array, address } of this.written) {
      if (array instanceof Float64Array) array.set(this.doubles.subarray(address >> 3, (address >> 3) + array.length));
      else {
        const from = array instanceof Uint32Array ? this.words : this.floats;
        const at = address >> 2;
        // A view of few elements costs more than they do.
        if (array.length <= few) for (let i = 0; i < array.length; i++) array[i] = from[at + i];
        else array.set(from.subarray(at, at + array.length));
      }
    }
    this.written.length = 0;
  }
}
