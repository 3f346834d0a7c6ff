/**
 * Text from the worker to the host through a ring in shared memory. A message for each `print` would flood the host's
 * event loop and have no back pressure; here a writer that is far ahead waits, and the host reads what is there at its
 * own pace.
 */
import type { StreamName } from "./protocol.ts";

export interface TextChannelMemory {
  /** Shared: [written, read, announced]. The first two count units and wrap as int32 does. */
  readonly control: Int32Array;
  /**
   * Shared: records of a header (the stream in the top bit, the length in the others) and that many UTF-16 units. A
   * record of length 0 is a barrier.
   */
  readonly units: Uint16Array;
}

export interface TextPiece {
  readonly stream: StreamName;
  readonly text: string;
}

const writtenIndex = 0;
const readIndex = 1;
const announcedIndex = 2;

const stderrBit = 0x8000;
const longestRecord = 4096;

/** `capacity` in UTF-16 units: a power of two above the longest record. */
export function createTextChannel(capacity = 1 << 17): TextChannelMemory {
  return {
    control: new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT)),
    units: new Uint16Array(new SharedArrayBuffer(capacity * Uint16Array.BYTES_PER_ELEMENT)),
  };
}

export interface TextWriter {
  /** Writes all of the text, and waits for the reader where the ring is full. */
  write(stream: StreamName, text: string): void;
  /** The reader stops here until what belongs here has arrived by another way. */
  writeBarrier(): void;
}

/** The worker's side. `announce` tells the reader that there is something to read. */
export function textWriter({ control, units }: TextChannelMemory, announce: () => void): TextWriter {
  const mask = units.length - 1;
  let written = Atomics.load(control, writtenIndex);

  function waitForSpace(needed: number): void {
    for (;;) {
      const read = Atomics.load(control, readIndex);
      if (units.length - ((written - read) | 0) >= needed) return;
      Atomics.wait(control, readIndex, read, 100);
    }
  }

  function commit(length: number): void {
    written = (written + 1 + length) | 0;
    Atomics.store(control, writtenIndex, written);
    if (Atomics.exchange(control, announcedIndex, 1) === 0) announce();
  }

  return {
    write(stream, text) {
      for (let from = 0; from < text.length; from += longestRecord) {
        const length = Math.min(longestRecord, text.length - from);
        waitForSpace(length + 1);
        units[written & mask] = length | (stream === "stderr" ? stderrBit : 0);
        for (let i = 0; i < length; i++) units[(written + 1 + i) & mask] = text.charCodeAt(from + i);
        commit(length);
      }
    },
    writeBarrier() {
      waitForSpace(1);
      units[written & mask] = 0;
      commit(0);
    },
  };
}

export interface TextReader {
  /** All text that is there, up to a barrier; neighbours of one stream are one piece. */
  read(): TextPiece[];
  /** Goes past the barrier that the reader stands at. */
  passBarrier(): void;
}

/** The host's side. */
export function textReader({ control, units }: TextChannelMemory): TextReader {
  const mask = units.length - 1;
  const scratch = new Uint16Array(longestRecord);
  let at = Atomics.load(control, readIndex);

  const isAt = (end: number): boolean => ((end - at) | 0) <= 0;

  function moveTo(position: number): void {
    at = position;
    Atomics.store(control, readIndex, at);
    Atomics.notify(control, readIndex);
  }

  return {
    read() {
      // Cleared before the position is loaded: what is written after that is announced anew.
      Atomics.store(control, announcedIndex, 0);
      const end = Atomics.load(control, writtenIndex);
      const pieces: { stream: StreamName; texts: string[] }[] = [];
      while (!isAt(end) && units[at & mask] !== 0) {
        const header = units[at & mask];
        const stream = header & stderrBit ? "stderr" : "stdout";
        const length = header & ~stderrBit;
        for (let i = 0; i < length; i++) scratch[i] = units[(at + 1 + i) & mask];
        // Not TextDecoder: it would replace a surrogate pair that two records share.
        const text = String.fromCharCode(...scratch.subarray(0, length));
        moveTo((at + 1 + length) | 0);
        const last = pieces.at(-1);
        if (last?.stream === stream) last.texts.push(text);
        else pieces.push({ stream, texts: [text] });
      }
      return pieces.map(({ stream, texts }) => ({ stream, text: texts.join("") }));
    },
    passBarrier() {
      if (!isAt(Atomics.load(control, writtenIndex)) && units[at & mask] === 0) moveTo((at + 1) | 0);
    },
  };
}
