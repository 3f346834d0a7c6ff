/** What a generator of cases gives, and how tables of them are written. */
import type { Draw } from "../draw.ts";

/** The arguments of one call, as Python text. The first may be a tensor that the call can be made a method of. */
export type Arguments = readonly string[];

export interface Generator {
  readonly make: (draw: Draw) => Arguments;
  /** The result is one rounding of the exact value, or elements of the input: no tolerance. */
  readonly isExact: boolean;
  /** Random draws: the call is made after a seed. */
  readonly isDraw: boolean;
  /** A function of the prelude that turns the result into what is unique about it. */
  readonly shown?: string;
  /** How many times the usual tolerance: for results of many roundings. */
  readonly slack?: number;
}

export type NearOptions = Pick<Generator, "shown" | "slack">;

/** Generators by the name that the listing gives the function. */
export type Table = ReadonlyMap<string, Generator>;

export class TableBuilder {
  readonly table = new Map<string, Generator>();

  /** Functions whose numbers may differ by a few ulp. */
  near(names: string, make: (draw: Draw) => Arguments, options: NearOptions = {}): void {
    this.#add(names, { make, isExact: false, isDraw: false, ...options });
  }

  exact(names: string, make: (draw: Draw) => Arguments): void {
    this.#add(names, { make, isExact: true, isDraw: false });
  }

  drawn(names: string, make: (draw: Draw) => Arguments): void {
    this.#add(names, { make, isExact: true, isDraw: true });
  }

  /** Draws through a logarithm and a sine, which two mathematical libraries round in two ways. */
  nearlyDrawn(names: string, make: (draw: Draw) => Arguments): void {
    this.#add(names, { make, isExact: false, isDraw: true });
  }

  #add(names: string, generator: Generator): void {
    for (const name of names.trim().split(/\s+/)) this.table.set(name, generator);
  }
}
