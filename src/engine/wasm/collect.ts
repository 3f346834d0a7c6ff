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
const attempts = 48;

function ballast(): ArrayBuffer | null {
  for (const bytes of ballastBytes) {
    try {
      return new ArrayBuffer(bytes);
    } catch {}
  }
  return null;
}

/** WeakRefs of objects that nothing else holds; each is read once, for reading keeps its target. */
const makeSentinels = (): WeakRef<object>[] => Array.from({ length: attempts }, () => new WeakRef({}));

/**
 * Runs a full collection of this thread's heap. False where the host could not be brought to it.
 *
 * After each piece of ballast it looks whether that has happened: the ballast of the collection before may still be
 * accounted, so that the first piece is enough; one more would only begin another collection, in which the objects of that
 * moment live on, and the next call would have to go through two.
 */
export function collectGarbage(host: CollectorHost): boolean {
  const sentinels = makeSentinels();
  const pressure = host.pressure ?? 0;
  host.clearKeptObjects();
  let held: ArrayBuffer[] = [];
  let bytes = 0;
  for (const sentinel of sentinels) {
    if (bytes > pressure) {
      held = [];
      bytes = 0;
    }
    const next = ballast();
    if (next === null) return false;
    held.push(next);
    bytes += next.byteLength;
    if (sentinel.deref() === undefined) return true;
  }
  return false;
}
