/** What long computations do between their pieces; the session that runs them decides. */
export const workHooks = {
  /** Throws where the user has asked to stop. */
  checkInterrupt: (): void => {},
  /** Is told how much of a job is done: at its start, between its pieces, and null at its end. */
  progress: (_progress: WorkProgress | null): void => {},
};

/** How far a job is whose length is known. */
export interface WorkProgress {
  /** In a few words: "matrix product". */
  readonly what: string;
  /** From 0 to `total`, in units of the job's own. */
  readonly done: number;
  readonly total: number;
}

/** The job that is under way: of jobs within jobs the outermost. */
let current: { readonly what: string; readonly total: number; counted: number } | null = null;

const untold = (): void => {};

/** Runs a job, which tells how much of it is done. */
export function tracked<T>(what: string, total: number, run: (tell: (done: number) => void) => T): T {
  if (current !== null) return run(untold);
  current = { what, total, counted: 0 };
  workHooks.progress({ what, done: 0, total });
  try {
    return run((done) => workHooks.progress({ what, done, total }));
  } finally {
    current = null;
    workHooks.progress(null);
  }
}

/** Plain loops over fewer elements are over before anyone asks. */
const fewestTracked = 2 ** 24;

/** Runs a job whose elements {@link worked} counts. */
export const trackedElements = <T>(what: string, elements: number, run: () => T): T =>
  elements < fewestTracked ? run() : tracked(what, elements, run);

let sinceCheck = 0;

/** Elements between two looks at the interrupt: some milliseconds of plain code. */
const checkedElements = 2 ** 20;

/**
 * Where the next piece of a loop ends that runs from `from` to `end`: for rows of any length. Long loops ask for the
 * interrupt between their pieces.
 */
export function pieceEnd(from: number, end: number): number {
  if (end - from <= checkedElements) return end;
  worked(checkedElements);
  return from + checkedElements;
}

/** Counts elements of plain loops, and asks for the interrupt every million. */
export function worked(elements: number): void {
  sinceCheck += elements;
  if (sinceCheck < checkedElements) return;
  if (current !== null && current.total >= fewestTracked) {
    current.counted += sinceCheck;
    const { what, total, counted } = current;
    if (counted <= total) workHooks.progress({ what, done: counted, total });
  }
  sinceCheck = 0;
  workHooks.checkInterrupt();
}
