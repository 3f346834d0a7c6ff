/** The second pass of scope analysis: which variables inner functions capture, and where each variable lives. */
import { SyntaxProblem } from "./problem.ts";
import type { Access, Scope } from "./scope.ts";

/** Places every variable of a module's scopes. Throws {@link SyntaxProblem} for a `nonlocal` without a binding. */
export function resolveScopes(module: Scope): void {
  forEachScope(module, captureNames);
  forEachScope(module, placeVariables);
}

/** How code in `scope` reaches `name` (already mangled). */
export function accessOf(scope: Scope, name: string): Access {
  const { owner } = scope;
  let inner: Scope | null = scope;
  while (inner !== null && inner !== owner) {
    if (inner.isLocal(name)) return placed(inner, name);
    if (inner.symbols.get(name)?.declared === "global") return { kind: "global" };
    inner = inner.parent;
  }
  if (owner.symbols.get(name)?.declared === "global") return { kind: "global" };
  const inClassBody = owner.kind === "class" && scope === owner;
  if (owner.kind === "function" && owner.isLocal(name)) return placed(owner, name);
  if (owner.freeNames.includes(name) && !(inClassBody && owner.isLocal(name))) {
    const cell = owner.freeIndex(name);
    const declared = owner.symbols.get(name)?.declared === "nonlocal";
    return inClassBody && !declared ? { kind: "class-cell", cell } : { kind: "cell", cell };
  }
  return inClassBody ? { kind: "name" } : { kind: "global" };
}

/** The cell that a closure made in `scope` takes for one of its free names. */
export function closureCell(scope: Scope, name: string): number {
  for (let inner: Scope | null = scope; inner !== null; inner = inner.parent) {
    const cell = inner.cellOf(name);
    if (cell !== undefined && (inner.kind !== "class" || name === "__class__")) return cell;
    if (inner === scope.owner) break;
  }
  return scope.owner.freeIndex(name);
}

function placed(scope: Scope, name: string): Access {
  const cell = scope.cellOf(name);
  if (cell !== undefined) return { kind: "cell", cell };
  return { kind: "local", slot: scope.slotOf(name) ?? 0 };
}

function forEachScope(scope: Scope, visit: (scope: Scope) => void): void {
  visit(scope);
  for (const child of scope.children) forEachScope(child, visit);
}

function captureNames(scope: Scope): void {
  for (const [name, symbol] of scope.symbols) {
    if (symbol.declared === "global" || (scope.kind !== "class" && scope.isLocal(name))) continue;
    if (scope.kind === "class" && scope.isLocal(name) && !symbol.used) continue;
    const definer = scope.kind === "class" && scope.isLocal(name) ? null : definingScope(scope, name);
    if (definer === null) {
      if (symbol.declared === "nonlocal" && !isWalrus(scope)) {
        throw new SyntaxProblem(`no binding for nonlocal '${name}' found`, symbol.start, symbol.end);
      }
      continue;
    }
    if (definer.owner === scope.owner && definer.kind !== "class") continue;
    const held = definer.symbols.get(name);
    if (held !== undefined) held.captured = true;
    else definer.symbols.set(name, classCell());
    for (let owner = scope.owner; owner !== definer.owner; owner = outerOwner(owner)) {
      if (!owner.freeNames.includes(name)) owner.freeNames.push(name);
    }
  }
}

const isWalrus = (scope: Scope): boolean => scope.kind === "comprehension" || scope.node.type === "GeneratorExp";

function outerOwner(scope: Scope): Scope {
  // Only the module has no parent, and the walk ends below it.
  return (scope.parent as Scope).owner;
}

/** The implicit `__class__` of a class whose methods use `super()`. */
function classCell() {
  return {
    parameter: false,
    assigned: false,
    used: false,
    annotated: false,
    declared: null,
    captured: true,
    start: 0,
    end: 0,
  };
}

/** The function or comprehension scope around `scope` that binds the name, or null where it is global. */
function definingScope(scope: Scope, name: string): Scope | null {
  for (let outer = scope.parent; outer !== null; outer = outer.parent) {
    if (outer.kind === "module") return null;
    if (outer.kind === "class") {
      if (name === "__class__") return outer;
      continue;
    }
    if (outer.symbols.get(name)?.declared === "global") return null;
    if (outer.isLocal(name)) return outer;
  }
  return null;
}

function placeVariables(scope: Scope): void {
  if (scope.kind === "module") return;
  if (scope.kind === "class") {
    if (scope.symbols.get("__class__")?.captured) scope.place("__class__", true);
    return;
  }
  if (scope.kind === "function") {
    // Parameters come first among the symbols, in the order of the frame's slots.
    for (const [name, symbol] of scope.symbols) if (symbol.parameter) scope.place(name, false);
    for (const [name, symbol] of scope.symbols) if (symbol.parameter && symbol.captured) scope.place(name, true);
  }
  for (const [name, symbol] of scope.symbols) {
    if (!symbol.parameter && scope.isLocal(name)) scope.place(name, symbol.captured);
  }
}
