/** What long computations do between their pieces; the session that runs them decides. */
export const workHooks = {
  /** Throws where the user has asked to stop. */
  checkInterrupt: (): void => {},
};
