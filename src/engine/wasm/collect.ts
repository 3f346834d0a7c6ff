/**
 * Finding out, in the middle of a synchronous cell, which objects are gone. Finalizers run between jobs only; a WeakRef
 * tells at once, but keeps its target alive until the end of the job in which it was made or read. The host says how to
 * end that early, and V8 collects when more memory outside its heap is accounted to it than it likes.
 */

export interface CollectorHost {
  /** Lets go of what WeakRefs hold for the running job (ECMAScript's ClearKeptObjects). */
  clearKeptObjects(): void;
  /** Bytes outside its heap at which V8 collects at once and whole; below, it only goes a step further. */
  readonly pressure?: number;
}

/** Never touched, so that it costs addresses and no memory. */
const ballastBytes = [2 ** 31, 2 ** 30, 2 ** 28];
const attempts = 24;

function ballast(): ArrayBuffer | null {
  for (const bytes of ballastBytes) {
    try {
      return new ArrayBuffer(bytes);
    } catch {}
  }
  return null;
}

function dropBallast(pressure: number): boolean {
  const held: ArrayBuffer[] = [];
  for (let bytes = 0; bytes <= pressure; ) {
    const next = ballast();
    if (next === null) break;
    held.push(next);
    bytes += next.byteLength;
  }
  return held.length > 0;
}

/** WeakRefs of objects that nothing else holds; each is read once, for reading keeps its target. */
const makeSentinels = (): WeakRef<object>[] => Array.from({ length: attempts }, () => new WeakRef({}));

/** Runs a full collection of this thread's heap. False where the host could not be brought to it. */
export function collectGarbage(host: CollectorHost): boolean {
  const sentinels = makeSentinels();
  host.clearKeptObjects();
  for (const sentinel of sentinels) {
    if (!dropBallast(host.pressure ?? 0)) return false;
    if (sentinel.deref() === undefined) return true;
  }
  return false;
}
