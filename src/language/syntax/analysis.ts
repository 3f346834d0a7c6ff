/** Finds which scope each name belongs to, and refuses what CPython's symbol table refuses. */
import type {
  ClassDef,
  Comprehension,
  DictComp,
  ExceptHandler,
  Expression,
  FunctionDef,
  Lambda,
  ListComp,
  Module,
  Parameters,
  Statement,
} from "./ast.ts";
import { orderedParameters } from "./parameters.ts";
import { SyntaxProblem } from "./problem.ts";
import { resolveScopes } from "./resolution.ts";
import { mangle, type Scope, type ScopeNode } from "./scope.ts";
import { SymbolTable } from "./symbol-table.ts";

export type Scopes = ReadonlyMap<ScopeNode, Scope>;

/** All scopes of a program, with every variable placed. Throws {@link SyntaxProblem}. */
export function analyze(module: Module, futureAnnotations = false): Scopes {
  const analysis = new Analysis(futureAnnotations);
  const scope = analysis.run(module);
  resolveScopes(scope);
  return analysis.scopes;
}

class Analysis extends SymbolTable {
  constructor(private readonly futureAnnotations: boolean) {
    super();
  }

  run(module: Module): Scope {
    return this.inside("module", module, "<module>", null, () => this.statements(module.body));
  }

  private statements(body: readonly Statement[]): void {
    for (const statement of body) this.statement(statement);
  }

  private statement(node: Statement): void {
    switch (node.type) {
      case "FunctionDef":
        this.functionDefinition(node);
        return;
      case "ClassDef":
        this.classDefinition(node);
        return;
      case "Return":
        this.optional(node.value);
        return;
      case "Delete":
        for (const target of node.targets) this.target(target);
        return;
      case "Assign":
        this.expression(node.value);
        for (const target of node.targets) this.target(target);
        return;
      case "AugAssign":
        if (node.target.type === "Name") this.use(node.target.id, node.target);
        this.target(node.target);
        this.expression(node.value);
        return;
      case "AnnAssign":
        if (node.target.type === "Name") {
          const symbol = this.symbol(node.target.id, node.target);
          if (symbol.declared !== null && node.simple) {
            const message = `annotated name '${node.target.id}' can't be ${symbol.declared}`;
            throw new SyntaxProblem(message, node.start, node.end);
          }
          symbol.annotated = true;
          this.assign(node.target.id, node.target);
        } else this.target(node.target);
        if (!this.futureAnnotations) this.expression(node.annotation);
        this.optional(node.value);
        return;
      case "For":
        this.expression(node.iterable);
        this.target(node.target);
        this.statements(node.body);
        this.statements(node.orElse);
        return;
      case "While":
      case "If":
        this.expression(node.test);
        this.statements(node.body);
        this.statements(node.orElse);
        return;
      case "With":
        for (const item of node.items) {
          this.expression(item.context);
          if (item.target !== null) this.target(item.target);
        }
        this.statements(node.body);
        return;
      case "Raise":
        this.optional(node.exception);
        this.optional(node.cause);
        return;
      case "Try":
        this.statements(node.body);
        for (const handler of node.handlers) this.handler(handler);
        this.statements(node.orElse);
        this.statements(node.finalBody);
        return;
      case "Assert":
        this.expression(node.test);
        this.optional(node.message);
        return;
      case "Import":
        for (const name of node.names) this.assign(name.alias ?? name.name.split(".")[0], name);
        return;
      case "ImportFrom":
        for (const name of node.names) this.assign(name.alias ?? name.name, name);
        return;
      case "Global":
      case "Nonlocal":
        this.declare(node);
        return;
      case "Expr":
        this.expression(node.value);
        return;
      case "Pass":
      case "Break":
      case "Continue":
        return;
    }
  }

  private optional(node: Expression | null): void {
    if (node !== null) this.expression(node);
  }

  private handler(handler: ExceptHandler): void {
    this.optional(handler.exceptionType);
    if (handler.name !== null) this.assign(handler.name, handler);
    this.statements(handler.body);
  }

  private functionDefinition(node: FunctionDef): void {
    for (const decorator of node.decorators) this.expression(decorator);
    this.parameterExpressions(node.parameters);
    if (!this.futureAnnotations && node.returns !== null) this.expression(node.returns);
    this.assign(node.name, node);
    this.inside("function", node, node.name, this.scope.privateClass, () => {
      this.parameters(node.parameters);
      this.statements(node.body);
    });
  }

  private parameterExpressions(parameters: Parameters): void {
    for (const parameter of orderedParameters(parameters)) {
      if (parameter.default !== null) this.expression(parameter.default);
      if (parameter.annotation !== null && !this.futureAnnotations) this.expression(parameter.annotation);
    }
  }

  private classDefinition(node: ClassDef): void {
    for (const decorator of node.decorators) this.expression(decorator);
    for (const base of node.bases) this.expression(base);
    for (const keyword of node.keywords) this.expression(keyword.value);
    this.assign(node.name, node);
    this.inside("class", node, node.name, node.name, () => this.statements(node.body));
  }

  private lambda(node: Lambda): void {
    this.parameterExpressions(node.parameters);
    this.inside("function", node, "<lambda>", this.scope.privateClass, () => {
      this.parameters(node.parameters);
      this.expression(node.body);
    });
  }

  /** A target of assignment, `for`, `with` or `del`. */
  private target(node: Expression): void {
    switch (node.type) {
      case "Name":
        this.assign(node.id, node);
        return;
      case "Tuple":
      case "List":
        for (const element of node.elements) this.target(element);
        return;
      case "Starred":
        this.target(node.value);
        return;
      default:
        this.expression(node);
        return;
    }
  }

  private expression(node: Expression): void {
    switch (node.type) {
      case "Name":
        this.use(node.id, node);
        return;
      case "Constant":
        return;
      case "JoinedStr":
        for (const value of node.values) {
          if (value.type === "FormattedValue") {
            this.expression(value.value);
            this.optional(value.formatSpec);
          }
        }
        return;
      case "BinOp":
        this.expression(node.left);
        this.expression(node.right);
        return;
      case "UnaryOp":
        this.expression(node.operand);
        return;
      case "BoolOp":
        this.all(node.values);
        return;
      case "Compare":
        this.expression(node.left);
        this.all(node.comparators);
        return;
      case "Call":
        this.expression(node.func);
        this.all(node.args);
        for (const keyword of node.keywords) this.expression(keyword.value);
        return;
      case "Attribute":
      case "Starred":
        this.expression(node.value);
        return;
      case "Subscript":
        this.expression(node.value);
        this.expression(node.index);
        return;
      case "Slice":
        this.optional(node.lower);
        this.optional(node.upper);
        this.optional(node.step);
        return;
      case "Tuple":
      case "List":
      case "Set":
        this.all(node.elements);
        return;
      case "Dict":
        node.values.forEach((value, i) => {
          this.optional(node.keys[i]);
          this.expression(value);
        });
        return;
      case "ListComp":
      case "SetComp":
      case "GeneratorExp":
      case "DictComp":
        this.comprehension(node);
        return;
      case "IfExp":
        this.expression(node.test);
        this.expression(node.body);
        this.expression(node.orElse);
        return;
      case "Lambda":
        this.lambda(node);
        return;
      case "NamedExpr":
        this.expression(node.value);
        this.walrus(node);
        return;
      case "Yield":
        this.yielding(node);
        this.optional(node.value);
        return;
      case "YieldFrom":
        this.yielding(node);
        this.expression(node.value);
        return;
    }
  }

  private all(nodes: readonly Expression[]): void {
    for (const node of nodes) this.expression(node);
  }

  private comprehension(node: ListComp | DictComp): void {
    const [first, ...rest] = node.generators;
    this.iterable(first.iterable);
    const generator = node.type === "GeneratorExp";
    const kind = generator ? "function" : "comprehension";
    this.inside(kind, node, "<genexpr>", this.scope.privateClass, (scope) => {
      if (generator) {
        scope.generator = true;
        this.symbol(".0", node).parameter = true;
      }
      this.clause(first);
      for (const clause of rest) {
        this.iterable(clause.iterable);
        this.clause(clause);
      }
      if (node.type === "DictComp") {
        this.expression(node.key);
        this.expression(node.value);
      } else this.expression(node.element);
    });
  }

  private iterable(node: Expression): void {
    this.inIterable++;
    this.expression(node);
    this.inIterable--;
  }

  private clause(clause: Comprehension): void {
    for (const name of targetNames(clause.target)) {
      const known = this.scope.symbols.get(mangle(name.id, this.scope.privateClass));
      if (known?.declared !== null && known?.declared !== undefined) {
        const message = `comprehension inner loop cannot rebind assignment expression target '${name.id}'`;
        throw new SyntaxProblem(message, name.start, name.end);
      }
      this.scope.iterationNames.add(name.id);
    }
    this.target(clause.target);
    this.all(clause.conditions);
  }
}

/** The names that a target binds. */
function targetNames(node: Expression): { id: string; start: number; end: number }[] {
  if (node.type === "Name") return [node];
  if (node.type === "Tuple" || node.type === "List") return node.elements.flatMap(targetNames);
  return node.type === "Starred" ? targetNames(node.value) : [];
}
