/** What long computations do between their pieces; the session that runs them decides. */
export const workHooks = {
  /** Throws where the user has asked to stop. */
  checkInterrupt: (): void => {},
};

/** Elements between two looks at the interrupt: some milliseconds of plain code. */
const checkedElements = 2 ** 20;
let sinceCheck = 0;

/** Counts elements of plain loops, and asks for the interrupt every million. */
export function worked(elements: number): void {
  sinceCheck += elements;
  if (sinceCheck < checkedElements) return;
  sinceCheck = 0;
  workHooks.checkInterrupt();
}
