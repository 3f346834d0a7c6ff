import type { ClassDef, DictComp, Expression, FunctionDef, Lambda, ListComp, Module } from "./ast.ts";

export type ScopeKind = "module" | "class" | "function" | "comprehension";

/** What one scope says about one name. */
export interface ScopeSymbol {
  parameter: boolean;
  assigned: boolean;
  used: boolean;
  annotated: boolean;
  declared: "global" | "nonlocal" | null;
  /** A local variable that an inner function uses too. */
  captured: boolean;
  /** Where the name was first used or assigned, for errors. */
  readonly start: number;
  readonly end: number;
}

export type ScopeNode = Module | ClassDef | FunctionDef | Lambda | ListComp | DictComp;

/** How code reaches a variable. `slot` and `cell` are indices in the frame of the code that holds the scope. */
export type Access =
  | { readonly kind: "local"; readonly slot: number }
  | { readonly kind: "cell"; readonly cell: number }
  /** A name of an outer function inside a class body: the class namespace is asked first. */
  | { readonly kind: "class-cell"; readonly cell: number }
  | { readonly kind: "name" }
  | { readonly kind: "global" };

/**
 * A naming scope. A list, set or dict comprehension is one, but has no code of its own: its variables live in the frame of
 * the scope around it, in slots that nothing else sees (PEP 709).
 */
export class Scope {
  readonly symbols = new Map<string, ScopeSymbol>();
  readonly children: Scope[] = [];
  /** Slots and cells of the frame; a comprehension uses its owner's. */
  readonly localNames: string[] = [];
  readonly ownCells: string[] = [];
  readonly freeNames: string[] = [];
  private readonly slots = new Map<string, number>();
  private readonly cells = new Map<string, number>();
  /** Contains `yield`. */
  generator = false;
  /** Iteration variables, for the walrus checks. */
  readonly iterationNames = new Set<string>();

  constructor(
    readonly kind: ScopeKind,
    readonly node: ScopeNode,
    readonly parent: Scope | null,
    readonly name: string,
    /** The class whose private names (`__x`) are mangled here. */
    readonly privateClass: string | null,
  ) {
    parent?.children.push(this);
  }

  /** The scope whose frame holds this one's variables. */
  get owner(): Scope {
    let scope: Scope = this;
    while (scope.kind === "comprehension" && scope.parent !== null) scope = scope.parent;
    return scope;
  }

  /** The scope where a function's local names are looked for first: comprehensions are inside it. */
  isLocal(name: string): boolean {
    const symbol = this.symbols.get(name);
    return symbol !== undefined && symbol.declared === null && (symbol.assigned || symbol.parameter);
  }

  /** Gives a local variable its place. Comprehension variables get a hidden slot in the owner's frame. */
  place(name: string, captured: boolean): void {
    const { owner } = this;
    const hidden = owner === this ? name : `.${name}`;
    if (captured) this.cells.set(name, owner.ownCells.push(hidden) - 1);
    else this.slots.set(name, owner.localNames.push(hidden) - 1);
  }

  slotOf(name: string): number | undefined {
    return this.slots.get(name);
  }

  cellOf(name: string): number | undefined {
    return this.cells.get(name);
  }

  /** The index of a name captured from outside, after all own cells. Valid once all own cells are placed. */
  freeIndex(name: string): number {
    let index = this.freeNames.indexOf(name);
    if (index < 0) index = this.freeNames.push(name) - 1;
    return this.ownCells.length + index;
  }
}

/** `__x` inside class `C` is `_C__x`. */
export function mangle(name: string, privateClass: string | null): string {
  if (privateClass === null || !name.startsWith("__") || name.endsWith("__") || name.includes(".")) return name;
  const stripped = privateClass.replace(/^_+/, "");
  return stripped === "" ? name : `_${stripped}${name}`;
}

/** Where a comprehension's own scope starts: all of it but the first iterable. */
export type ComprehensionNode = ListComp | DictComp;

export function isComprehension(node: Expression): node is ComprehensionNode {
  return (
    node.type === "ListComp" || node.type === "SetComp" || node.type === "GeneratorExp" || node.type === "DictComp"
  );
}
