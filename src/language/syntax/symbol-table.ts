/** What each scope says about its names, and what CPython's symbol table refuses of them. */
import type { NamedExpr, Parameters, ScopeStatement, Span } from "./ast.ts";
import { orderedParameters } from "./parameters.ts";
import { SyntaxProblem } from "./problem.ts";
import { mangle, Scope, type ScopeNode, type ScopeSymbol } from "./scope.ts";

export abstract class SymbolTable {
  readonly scopes = new Map<ScopeNode, Scope>();
  protected scope: Scope;
  /** Inside the iterable of a comprehension, where a walrus is refused. */
  protected inIterable = 0;

  constructor() {
    const span = { start: 0, end: 0 };
    this.scope = new Scope("module", { type: "Module", body: [], source: "", ...span }, null, "<module>", null);
  }

  protected inside(
    kind: Scope["kind"],
    node: ScopeNode,
    name: string,
    privateClass: string | null,
    visit: (scope: Scope) => void,
  ): Scope {
    const outer = this.scope;
    const scope = new Scope(kind, node, node.type === "Module" ? null : outer, name, privateClass);
    this.scopes.set(node, scope);
    this.scope = scope;
    const { inIterable } = this;
    if (kind !== "comprehension") this.inIterable = 0;
    visit(scope);
    this.inIterable = inIterable;
    this.scope = outer;
    return scope;
  }

  protected symbol(name: string, span: Span, scope = this.scope): ScopeSymbol {
    const mangled = mangle(name, scope.privateClass);
    let symbol = scope.symbols.get(mangled);
    if (symbol === undefined) {
      symbol = {
        parameter: false,
        assigned: false,
        used: false,
        annotated: false,
        declared: null,
        captured: false,
        start: span.start,
        end: span.end,
      };
      scope.symbols.set(mangled, symbol);
    }
    return symbol;
  }

  protected use(name: string, span: Span): void {
    this.symbol(name, span).used = true;
    if (name === "super") this.symbol("__class__", span).used = true;
  }

  protected assign(name: string, span: Span): void {
    if (name === "__debug__") throw new SyntaxProblem("cannot assign to __debug__", span.start, span.end);
    this.symbol(name, span).assigned = true;
  }

  protected declare(node: ScopeStatement): void {
    const word = node.type === "Global" ? "global" : "nonlocal";
    for (const name of node.names) {
      const mangled = mangle(name, this.scope.privateClass);
      const known = this.scope.symbols.get(mangled);
      const refuse = (message: string): SyntaxProblem => new SyntaxProblem(message, node.start, node.end);
      if (word === "nonlocal" && this.scope.kind === "module") {
        throw refuse("nonlocal declaration not allowed at module level");
      }
      if (known !== undefined) {
        if (known.parameter) throw refuse(`name '${name}' is parameter and ${word}`);
        if (known.annotated) throw refuse(`annotated name '${name}' can't be ${word}`);
        if (known.declared !== null && known.declared !== word) throw refuse(`name '${name}' is nonlocal and global`);
        if (known.declared === null) {
          if (known.used && !known.assigned) throw refuse(`name '${name}' is used prior to ${word} declaration`);
          if (known.assigned) throw refuse(`name '${name}' is assigned to before ${word} declaration`);
        }
      }
      const symbol = this.symbol(name, node);
      symbol.declared = word;
    }
  }

  protected parameters(parameters: Parameters): void {
    for (const parameter of orderedParameters(parameters)) {
      const symbol = this.symbol(parameter.name, parameter);
      if (symbol.parameter) {
        const message = `duplicate argument '${parameter.name}' in function definition`;
        throw new SyntaxProblem(message, parameter.start, parameter.end);
      }
      if (parameter.name === "__debug__") {
        throw new SyntaxProblem("cannot assign to __debug__", parameter.start, parameter.end);
      }
      symbol.parameter = true;
    }
  }

  protected yielding(node: Span): void {
    const { scope } = this;
    if (isComprehensionScope(scope)) {
      throw new SyntaxProblem(`'yield' inside ${comprehensionLabel(scope.node)}`, node.start, node.end);
    }
    if (scope.kind !== "function") throw new SyntaxProblem("'yield' outside function", node.start, node.end);
    scope.generator = true;
  }

  /** `name := value` in a comprehension binds in the function around it. */
  protected walrus(node: NamedExpr): void {
    const { target } = node;
    if (this.inIterable > 0) {
      const message = "assignment expression cannot be used in a comprehension iterable expression";
      throw new SyntaxProblem(message, node.start, node.end);
    }
    if (!isComprehensionScope(this.scope)) {
      this.assign(target.id, target);
      return;
    }
    const refuse = (message: string): SyntaxProblem => new SyntaxProblem(message, target.start, target.end);
    const passed: Scope[] = [];
    let scope: Scope = this.scope;
    while (isComprehensionScope(scope) && scope.parent !== null) {
      if (scope.iterationNames.has(target.id)) {
        throw refuse(`assignment expression cannot rebind comprehension iteration variable '${target.id}'`);
      }
      passed.push(scope);
      scope = scope.parent;
    }
    if (scope.kind === "class") {
      throw refuse("assignment expression within a comprehension cannot be used in a class body");
    }
    const outer = this.symbol(target.id, target, scope);
    const global = scope.kind === "module" || outer.declared === "global";
    if (outer.declared === null) outer.assigned = true;
    for (const inner of passed) this.symbol(target.id, target, inner).declared = global ? "global" : "nonlocal";
  }
}

function isComprehensionScope(scope: Scope): boolean {
  return scope.kind === "comprehension" || scope.node.type === "GeneratorExp";
}

function comprehensionLabel(node: ScopeNode): string {
  switch (node.type) {
    case "ListComp":
      return "list comprehension";
    case "SetComp":
      return "set comprehension";
    case "DictComp":
      return "dict comprehension";
    default:
      return "generator expression";
  }
}
