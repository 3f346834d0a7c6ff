/** What is measured: ours, and how the peers do the same. */
export interface Statement {
  readonly setup: string;
  readonly run: string;
}

export interface Work {
  readonly work: string;
  readonly shape: readonly number[];
  /** Elements that pass, for a copy of as many to stand beside; 0 where that says nothing. */
  readonly elements: number;
  readonly dtype?: string;
  /** Nothing in it is large enough for threads, which only get in each other's way. */
  readonly isSingle?: boolean;
  /** Matrix products are most of it. */
  readonly hasProducts?: boolean;
  /** Python; THREADS stands for the peer's number of threads. */
  readonly torch?: Statement;
  readonly numpy?: Statement;
  /** For peers in JavaScript. */
  readonly script?: string;
  /** Prepares, and returns what is measured. */
  ours(): (threads: number) => void;
}
