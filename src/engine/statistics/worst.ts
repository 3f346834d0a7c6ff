/** The few indices with the largest keys, in one pass and constant memory; ties go to the larger second key, then the earlier index. */
export class WorstList {
  private readonly entries: { index: number; key: number; second: number }[] = [];
  private threshold = -Infinity;

  constructor(private readonly limit: number) {}

  offer(index: number, key: number, second: number): void {
    if (this.entries.length === this.limit && key < this.threshold) return;
    let place = this.entries.length;
    while (place > 0 && before(key, second, this.entries[place - 1])) place--;
    if (place >= this.limit) return;
    this.entries.splice(place, 0, { index, key, second });
    if (this.entries.length > this.limit) this.entries.pop();
    if (this.entries.length === this.limit) this.threshold = this.entries[this.limit - 1].key;
  }

  /** Smaller keys do not enter. */
  get bar(): number {
    return this.threshold;
  }

  /** Largest first. */
  indices(): number[] {
    return this.entries.map((entry) => entry.index);
  }
}

/** NaN counts as larger than everything. */
function before(key: number, second: number, other: { key: number; second: number }): boolean {
  if (key !== other.key) return key > other.key;
  const order = (x: number): number => (Number.isNaN(x) ? Infinity : x);
  return order(second) > order(other.second);
}
