/**
 * What the libraries of the cell language offer, as the editor shows it. Written at build time from the same registry
 * that the runtime imports from (scripts/catalog.mjs), so that the editor never offers a name that a cell cannot use.
 */

export type EntryKind = "function" | "class" | "module" | "constant" | "method" | "property";

export interface Entry {
  readonly name: string;
  readonly kind: EntryKind;
  /** `layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05)` */
  readonly signature?: string;
  readonly doc?: string;
  /** For a function the type of its result, for a class the type of its instances: a key of `types`. */
  readonly returns?: string;
  /** For a module: its dotted name. */
  readonly path?: string;
}

export interface Catalog {
  /** Dotted module name (`torch.nn.functional`, `builtins`) to what it holds. */
  readonly modules: Readonly<Record<string, readonly Entry[]>>;
  /** Type name (`torch.Tensor`, `str`, `torch.nn.LayerNorm`) to the members of its instances. */
  readonly types: Readonly<Record<string, readonly Entry[]>>;
}

export const emptyCatalog: Catalog = { modules: {}, types: {} };

/** The names that every notebook has without an import, and the modules they stand for. */
export const preloadedModules: ReadonlyMap<string, string> = new Map([
  ["torch", "torch"],
  ["nn", "torch.nn"],
  ["F", "torch.nn.functional"],
  ["math", "math"],
  ["lnnb", "lnnb"],
]);

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

export function moduleEntries(catalog: Catalog, path: string): readonly Entry[] | undefined {
  return own(catalog.modules, path);
}

export function typeEntries(catalog: Catalog, type: string): readonly Entry[] | undefined {
  return own(catalog.types, type);
}

export function findEntry(entries: readonly Entry[] | undefined, name: string): Entry | undefined {
  return entries?.find((entry) => entry.name === name);
}
