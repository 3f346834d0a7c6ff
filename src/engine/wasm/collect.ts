/**
 * Finding out, in the middle of a synchronous cell, which objects are gone. Finalizers run between jobs only; a WeakRef
 * tells at once, but keeps its target alive until the end of the job in which it was made or read. The host says how to
 * end that early, and V8 collects when more memory outside its heap is accounted to it than it likes.
 */

export interface CollectorHost {
  /** Lets go of what WeakRefs hold for the running job (ECMAScript's ClearKeptObjects). */
  clearKeptObjects(): void;
}

/** Never touched, so that it costs addresses and no memory. */
const ballastBytes = [2 ** 31, 2 ** 30, 2 ** 28];
const attempts = 24;

function dropBallast(): boolean {
  for (const bytes of ballastBytes) {
    try {
      if (new ArrayBuffer(bytes).byteLength === bytes) return true;
    } catch {}
  }
  return false;
}

/** WeakRefs of objects that nothing else holds; each is read once, for reading keeps its target. */
const makeSentinels = (): WeakRef<object>[] => Array.from({ length: attempts }, () => new WeakRef({}));

/** Runs a full collection of this thread's heap. False where the host could not be brought to it. */
export function collectGarbage(host: CollectorHost): boolean {
  const sentinels = makeSentinels();
  host.clearKeptObjects();
  for (const sentinel of sentinels) {
    if (!dropBallast()) return false;
    if (sentinel.deref() === undefined) return true;
  }
  return false;
}
