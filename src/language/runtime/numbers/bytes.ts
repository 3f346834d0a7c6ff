/** Ints as bytes, in time that grows with the number of bytes alone: by their hexadecimal digits, which V8 reads and writes so. */
import { checkBits } from "./integer.ts";

const digitsOf: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** The int >= 0 whose big-endian bytes these are. */
export function fromBigEndian(bytes: Uint8Array): bigint {
  checkBits(8 * bytes.length);
  if (bytes.length === 0) return 0n;
  const digits = new Array<string>(bytes.length);
  for (let i = 0; i < bytes.length; i++) digits[i] = digitsOf[bytes[i]];
  return BigInt(`0x${digits.join("")}`);
}

/** The last bytes of an int >= 0, big-endian, with as many zeros before them as `length` asks for. */
export function toBigEndian(value: bigint, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  const digits = value.toString(16);
  for (let end = digits.length, i = length - 1; end > 0 && i >= 0; end -= 2, i--) {
    bytes[i] = Number.parseInt(digits.slice(Math.max(end - 2, 0), end), 16);
  }
  return bytes;
}
