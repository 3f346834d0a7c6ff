/** A double-ended queue in a circular array. */
export class Ring<T> {
  private slots: (T | undefined)[] = new Array<T | undefined>(8);
  private head = 0;
  private count = 0;

  get length(): number {
    return this.count;
  }

  private grow(): void {
    const items = this.toArray();
    this.slots = new Array<T | undefined>(this.slots.length * 2);
    items.forEach((item, i) => {
      this.slots[i] = item;
    });
    this.head = 0;
  }

  private place(index: number): number {
    return (this.head + index) & (this.slots.length - 1);
  }

  push(item: T): void {
    if (this.count === this.slots.length) this.grow();
    this.slots[this.place(this.count)] = item;
    this.count++;
  }

  unshift(item: T): void {
    if (this.count === this.slots.length) this.grow();
    this.head = (this.head - 1) & (this.slots.length - 1);
    this.slots[this.head] = item;
    this.count++;
  }

  pop(): T | undefined {
    if (this.count === 0) return undefined;
    this.count--;
    const at = this.place(this.count);
    const item = this.slots[at];
    this.slots[at] = undefined;
    return item;
  }

  shift(): T | undefined {
    if (this.count === 0) return undefined;
    const item = this.slots[this.head];
    this.slots[this.head] = undefined;
    this.head = (this.head + 1) & (this.slots.length - 1);
    this.count--;
    return item;
  }

  /** The item at an index in range. */
  at(index: number): T {
    // In range, so that the slot is filled.
    return this.slots[this.place(index)] as T;
  }

  set(index: number, item: T): void {
    this.slots[this.place(index)] = item;
  }

  toArray(): T[] {
    const items: T[] = [];
    for (let i = 0; i < this.count; i++) items.push(this.at(i));
    return items;
  }

  replace(items: Iterable<T>): void {
    const source = [...items];
    this.slots = new Array<T | undefined>(8);
    this.head = 0;
    this.count = 0;
    for (const item of source) this.push(item);
  }
}
