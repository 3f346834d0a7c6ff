interface Entry {
  readonly index: number;
  readonly key: number;
  readonly second: number;
}

/** The few indices with the largest keys, in one pass and constant memory; ties go to the larger second key, then the earlier index. */
export class WorstList {
  private readonly entries: Entry[] = [];

  constructor(private readonly limit: number) {}

  offer(index: number, key: number, second: number): void {
    if (this.entries.length === this.limit && key < this.bar) return;
    const entry = { index, key, second };
    let place = this.entries.length;
    while (place > 0 && before(entry, this.entries[place - 1])) place--;
    if (place >= this.limit) return;
    this.entries.splice(place, 0, entry);
    if (this.entries.length > this.limit) this.entries.pop();
  }

  /** Whether an entry like this would enter. */
  admits(index: number, key: number, second: number): boolean {
    return this.entries.length < this.limit || before({ index, key, second }, this.entries[this.limit - 1]);
  }

  /** Smaller keys do not enter. */
  get bar(): number {
    return this.entries.length < this.limit ? -Infinity : this.entries[this.limit - 1].key;
  }

  /** Largest first. */
  indices(): number[] {
    return this.entries.map((entry) => entry.index);
  }
}

/** NaN counts as larger than everything. */
function before(a: Entry, b: Entry): boolean {
  if (a.key !== b.key) return a.key > b.key;
  const order = (x: number): number => (Number.isNaN(x) ? Infinity : x);
  const [second, other] = [order(a.second), order(b.second)];
  return second === other ? a.index < b.index : second > other;
}
