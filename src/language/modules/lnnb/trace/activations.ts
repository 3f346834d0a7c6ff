/**
 * What a trace's graph keeps, within a bound: the newest saved tensors stay, older ones are dropped as the forward pass
 * goes on. When the backward pass comes to them, the forward pass is run again and a stretch of them is kept, as much as
 * the bound allows. So memory does not grow with the depth of the model.
 *
 * Source: Chen et al. 2016, "Training Deep Nets with Sublinear Memory Cost" (arXiv:1604.06174), by operations and with
 * stretches of so many bytes.
 */
import {
  type SavedTensors,
  type SavedTensorsKeeper,
  setSavedTensorsKeeper,
} from "../../../../engine/autograd/index.ts";
import type { Storage } from "../../../../engine/tensor/storage.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import { collectArena } from "../../../../engine/wasm/index.ts";

/** Operations may still change what they have just saved. */
const newest = 4;
/** A bound takes at least so many times what the largest operation saves. */
const leastOperations = 8;

interface Saving {
  /** Of memory that nothing before has saved. */
  readonly bytes: number;
  /** By which a second run is known to do the same: shapes, dtypes and some of the values. */
  readonly signature: string;
}

export interface ActivationOptions {
  /** Bytes that may be kept. */
  readonly bound: number;
  /** Drops all, also of a model that would fit. */
  readonly always: boolean;
  /** Memory that is there anyway: parameters, buffers, inputs. */
  readonly isHeld: (storage: Storage) => boolean;
  /** Runs the forward pass again: all of it, or from a later place on (`skipTo`), until `isDone`. */
  readonly repeat: () => void;
  /** What to throw where a second run does not do the same. */
  readonly cannotRepeat: () => unknown;
}

type Phase =
  | { readonly kind: "forward" }
  | { readonly kind: "backward" }
  | { readonly kind: "again"; readonly from: number; readonly to: number };

export class Activations implements SavedTensorsKeeper {
  private phase: Phase = { kind: "backward" };
  private readonly savings: Saving[] = [];
  private readonly seen = new WeakSet<Storage>();
  private readonly places = new WeakMap<SavedTensors, number>();
  /** Not dropped, oldest first: of the forward pass, or of a run before its stretch. */
  private kept: SavedTensors[] = [];
  private keptBytes = 0;
  /** Of the last stretch, by place. */
  private stretch = new Map<number, SavedTensors>();
  private next = 0;
  private largest = 0;
  private total = 0;
  private droppedCount = 0;
  private runs = 0;

  constructor(private readonly options: ActivationOptions) {}

  /** How often the forward pass, or a part of it, has been run again. */
  get repeats(): number {
    return this.runs;
  }
  get dropped(): number {
    return this.droppedCount;
  }
  /** The place of the next saved tensors. */
  get place(): number {
    return this.next;
  }
  /** Where the stretch begins that a run is made for; 0 in the first. */
  get wantedFrom(): number {
    return this.phase.kind === "again" ? this.phase.from : 0;
  }
  /** Whether a run has all that it was made for. */
  get isDone(): boolean {
    return this.phase.kind === "again" && this.next > this.phase.to;
  }
  get isAgain(): boolean {
    return this.phase.kind === "again";
  }

  /** A run goes on at a later place. */
  skipTo(place: number): void {
    this.next = place;
  }

  private get bound(): number {
    return Math.max(this.options.bound, leastOperations * this.largest);
  }
  /** What a stretch may take: where all is dropped, there are still several. */
  private get stretchBound(): number {
    return this.options.always ? Math.min(this.bound, this.total / 4) : this.bound;
  }

  forward<T>(run: () => T): T {
    return this.during({ kind: "forward" }, run);
  }

  private during<T>(phase: Phase, run: () => T): T {
    const outerPhase = this.phase;
    const outerKeeper = setSavedTensorsKeeper(this);
    this.phase = phase;
    this.next = 0;
    try {
      return run();
    } finally {
      this.phase = outerPhase;
      setSavedTensorsKeeper(outerKeeper);
    }
  }

  saved(saved: SavedTensors): void {
    const place = this.next++;
    this.places.set(saved, place);
    const tensors = saved.present().filter(({ storage }) => !this.options.isHeld(storage));
    const { phase } = this;
    if (phase.kind === "forward") this.savings.push(this.describe(tensors));
    else if (phase.kind === "again") {
      if (place <= phase.to && signatureOf(tensors) !== this.savings[place]?.signature)
        throw this.options.cannotRepeat();
      if (place >= phase.from && place <= phase.to) {
        this.stretch.set(place, saved);
        return;
      }
    }
    this.kept.push(saved);
    const bytes = this.savings[place]?.bytes ?? 0;
    this.keptBytes += bytes;
    this.dropOldest(phase.kind === "forward" && !this.options.always ? this.bound : 0);
  }

  private describe(tensors: readonly Tensor[]): Saving {
    let bytes = 0;
    for (const { storage } of tensors) {
      if (this.seen.has(storage)) continue;
      this.seen.add(storage);
      bytes += storage.data.byteLength;
    }
    this.largest = Math.max(this.largest, bytes);
    this.total += bytes;
    return { bytes, signature: signatureOf(tensors) };
  }

  private dropOldest(bound: number): void {
    while (this.keptBytes > bound && this.kept.length > newest) {
      const [oldest] = this.kept.splice(0, 1);
      this.keptBytes -= this.savings[this.places.get(oldest) ?? 0]?.bytes ?? 0;
      if (oldest.drop(this) && this.phase.kind === "forward") this.droppedCount++;
    }
  }

  recall(saved: SavedTensors): SavedTensors {
    const place = this.places.get(saved);
    // A gradient that is asked for within the forward pass comes before all is known.
    if (place === undefined || this.phase.kind !== "backward") throw this.options.cannotRepeat();
    const there = this.stretch.get(place);
    if (there !== undefined) return there;
    this.stretch = new Map();
    this.kept = [];
    this.keptBytes = 0;
    let from = place;
    let bytes = this.savings[place].bytes;
    while (from > 0 && bytes + this.savings[from - 1].bytes <= this.stretchBound) bytes += this.savings[--from].bytes;
    this.runs++;
    // The last stretch is garbage now: what is to come should take its place, not lie beside it.
    collectArena();
    this.during({ kind: "again", from, to: place }, this.options.repeat);
    this.kept = [];
    const found = this.stretch.get(place);
    if (found === undefined) throw this.options.cannotRepeat();
    return found;
  }

  released(saved: SavedTensors): void {
    const place = this.places.get(saved);
    if (place !== undefined) this.stretch.delete(place);
  }
}

function signatureOf(tensors: readonly Tensor[]): string {
  return tensors
    .map(({ shape, dtype, storage: { data } }) => {
      const values = [0, 0.382, 0.618, 1].map((share) => data[Math.floor(share * (data.length - 1))]);
      return `${dtype}[${shape.join()}] ${values.join()}`;
    })
    .join("; ");
}
