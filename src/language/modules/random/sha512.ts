/** SHA-512 (FIPS 180-4): `random.seed` of a str or bytes hashes with it. */

const mask = (1n << 64n) - 1n;

/** The first 64 bits of the fractional parts of the cube (or square) roots of the first primes. */
function rootFractions(count: number, root: 2 | 3): bigint[] {
  const fractions: bigint[] = [];
  for (let candidate = 2n; fractions.length < count; candidate++) {
    let prime = true;
    for (let d = 2n; d * d <= candidate; d++) if (candidate % d === 0n) prime = false;
    if (prime) fractions.push(integerRoot(candidate << BigInt(64 * root), root) & mask);
  }
  return fractions;
}

function integerRoot(value: bigint, root: 2 | 3): bigint {
  let low = 0n;
  let high = 1n << 72n;
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** BigInt(root) <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
}

const rotate = (x: bigint, n: bigint): bigint => ((x >> n) | (x << (64n - n))) & mask;

let constants: bigint[] | null = null;

function padded(message: Uint8Array): Uint8Array {
  const length = Math.ceil((message.length + 17) / 128) * 128;
  const result = new Uint8Array(length);
  result.set(message);
  result[message.length] = 0x80;
  new DataView(result.buffer).setBigUint64(length - 8, BigInt(message.length) * 8n);
  return result;
}

/** Calls `checkInterrupt` between pieces of a long message. */
export function sha512(message: Uint8Array, checkInterrupt: () => void = () => undefined): Uint8Array {
  constants ??= rootFractions(80, 3);
  const state = rootFractions(8, 2);
  const data = padded(message);
  const view = new DataView(data.buffer);
  const words: bigint[] = [];
  for (let block = 0; block < data.length; block += 128) {
    if ((block & 0xffff) === 0) checkInterrupt();
    for (let t = 0; t < 16; t++) words[t] = view.getBigUint64(block + 8 * t);
    for (let t = 16; t < 80; t++) {
      const a = words[t - 15];
      const b = words[t - 2];
      const s0 = rotate(a, 1n) ^ rotate(a, 8n) ^ (a >> 7n);
      const s1 = rotate(b, 19n) ^ rotate(b, 61n) ^ (b >> 6n);
      words[t] = (words[t - 16] + s0 + words[t - 7] + s1) & mask;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let t = 0; t < 80; t++) {
      const s1 = rotate(e, 14n) ^ rotate(e, 18n) ^ rotate(e, 41n);
      const choice = (e & f) ^ (~e & mask & g);
      const first = (h + s1 + choice + constants[t] + words[t]) & mask;
      const s0 = rotate(a, 28n) ^ rotate(a, 34n) ^ rotate(a, 39n);
      const majority = (a & b) ^ (a & c) ^ (b & c);
      const second = (s0 + majority) & mask;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) & mask, c, b, a, (first + second) & mask];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => {
      state[i] = (state[i] + value) & mask;
    });
  }
  const digest = new Uint8Array(64);
  const out = new DataView(digest.buffer);
  state.forEach((value, i) => {
    out.setBigUint64(8 * i, value);
  });
  return digest;
}
