/**
 * Decoders: functions that turn unknown JSON into a typed value or throw a {@link PayloadError} that names the place.
 * The payload types are inferred from them, so that what is promised and what is checked are one thing.
 */
export class PayloadError extends Error {
  constructor(
    readonly path: string,
    readonly expectation: string,
  ) {
    super(`${path === "" ? "the figure" : path} should be ${expectation}`);
    this.name = "PayloadError";
  }
}

export type Decoder<T> = (value: unknown, path: string) => T;
export type Decoded<D> = D extends Decoder<infer T> ? T : never;

const nonFinite: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, "-inf": -Infinity };

/** A number; JSON has no NaN and no infinities, so those travel as "nan", "inf" and "-inf". */
export const number: Decoder<number> = (value, path) => {
  if (typeof value === "number") return value;
  if (typeof value === "string" && Object.hasOwn(nonFinite, value)) return nonFinite[value];
  throw new PayloadError(path, "a number");
};

/** A whole number, zero or more. */
export const count: Decoder<number> = (value, path) => {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new PayloadError(path, "a whole number, zero or more");
};

export const text: Decoder<string> = (value, path) => {
  if (typeof value === "string") return value;
  throw new PayloadError(path, "text");
};

export const boolean: Decoder<boolean> = (value, path) => {
  if (typeof value === "boolean") return value;
  throw new PayloadError(path, "true or false");
};

export function oneOf<const T extends string>(...choices: T[]): Decoder<T> {
  return (value, path) => {
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw new PayloadError(path, `one of ${choices.join(", ")}`);
    return found;
  };
}

export function nullable<T>(decoder: Decoder<T>): Decoder<T | null> {
  return (value, path) => (value === null || value === undefined ? null : decoder(value, path));
}

export function list<T>(decoder: Decoder<T>, limit = 200_000): Decoder<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new PayloadError(path, "a list");
    if (value.length > limit) throw new PayloadError(path, `a list of at most ${limit} entries`);
    return value.map((entry: unknown, i) => decoder(entry, `${path}[${i}]`));
  };
}

type Fields = Readonly<Record<string, Decoder<unknown>>>;
type Shape<F extends Fields> = { readonly [K in keyof F]: Decoded<F[K]> };

/** An object with these fields. Others are ignored: a later release may add some. */
export function object<F extends Fields>(fields: F): Decoder<Shape<F>> {
  const entries = Object.entries(fields);
  return (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw new PayloadError(path, "an object");
    const source = new Map<string, unknown>(Object.entries(value));
    const decoded = entries.map(([name, decoder]) => [
      name,
      decoder(source.get(name), path === "" ? name : `${path}.${name}`),
    ]);
    // Every field has just been decoded by its own decoder.
    return Object.fromEntries(decoded) as Shape<F>;
  };
}

/** What {@link number} reads: non-finite numbers by name, all through a structure of plain objects and arrays. */
export function toJson(value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) {
    return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  }
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toJson(entry)]));
  }
  return value;
}
