/** What one cell defines, read from its syntax tree. Tolerates any error in the text: it works while somebody types. */
import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@lezer/python";

export interface Definition {
  readonly name: string;
  readonly kind: "variable" | "function" | "class" | "parameter" | "import";
  /** Span of the name in the cell's text. */
  readonly from: number;
  readonly to: number;
  /** `f(x, eps=1e-05)`, for a function or a class with an `__init__`. */
  readonly signature?: string;
  readonly doc?: string;
  /** The expression that gives a variable its value, where one expression does. */
  readonly value?: SyntaxNode;
  /** For an import: the module, and the member for `from m import member`. */
  readonly module?: string;
  readonly member?: string;
  /** For a class: its methods and the attributes that methods set on self; and the expressions of its bases. */
  readonly members?: readonly Definition[];
  readonly bases?: readonly string[];
}

export interface CellAnalysis {
  readonly source: string;
  readonly tree: Tree;
  /** Names bound at the cell's top level, in order; a name may stand several times. */
  readonly definitions: readonly Definition[];
}

export function analyzeCell(source: string): CellAnalysis {
  const tree = parser.parse(source);
  return { source, tree, definitions: definitionsIn(tree.topNode, source) };
}

export const textOf = (node: SyntaxNode, source: string): string => source.slice(node.from, node.to);

export function* children(node: SyntaxNode): Generator<SyntaxNode> {
  for (let child = node.firstChild; child; child = child.nextSibling) yield child;
}

/** The names that a block binds, not entering the functions and classes in it. */
export function definitionsIn(block: SyntaxNode, source: string): Definition[] {
  const found: Definition[] = [];
  for (const statement of children(block)) collect(statement, source, found);
  return found;
}

function collect(node: SyntaxNode, source: string, found: Definition[]): void {
  switch (node.name) {
    case "FunctionDefinition":
    case "ClassDefinition": {
      const name = node.getChild("VariableName");
      if (name)
        found.push(node.name === "ClassDefinition" ? classOf(node, name, source) : functionOf(node, name, source));
      return;
    }
    case "DecoratedStatement":
    case "StatementGroup":
      for (const child of children(node)) collect(child, source, found);
      return;
    case "ImportStatement":
      found.push(...importsOf(node, source));
      return;
    case "AssignStatement":
    case "UpdateStatement":
      found.push(...assignmentsOf(node, source));
      return;
    case "ForStatement":
      bindTargets(node, "for", "in", source, found);
      break;
    case "WithStatement":
      for (const child of children(node)) {
        if (child.name === "as" && child.nextSibling) bindTarget(child.nextSibling, undefined, source, found);
      }
      break;
    case "NamedExpression": {
      const name = node.firstChild;
      if (name?.name === "VariableName") found.push(variable(name, source, node.lastChild ?? undefined));
      break;
    }
    case "LambdaExpression":
    case "ComprehensionExpression":
      return;
    default:
  }
  for (const child of children(node)) if (child.name !== "TypeDef") collect(child, source, found);
}

function variable(node: SyntaxNode, source: string, value?: SyntaxNode): Definition {
  return { name: textOf(node, source), kind: "variable", from: node.from, to: node.to, value };
}

function bindTarget(target: SyntaxNode, value: SyntaxNode | undefined, source: string, found: Definition[]): void {
  if (target.name === "VariableName") found.push(variable(target, source, value));
  else if (
    target.name === "TupleExpression" ||
    target.name === "ArrayExpression" ||
    target.name === "ParenthesizedExpression"
  ) {
    for (const child of children(target)) bindTarget(child, undefined, source, found);
  }
}

function bindTargets(node: SyntaxNode, after: string, before: string, source: string, found: Definition[]): void {
  let inside = false;
  for (const child of children(node)) {
    if (child.name === before) return;
    if (inside) bindTarget(child, undefined, source, found);
    if (child.name === after) inside = true;
  }
}

/** `a = b, c = value` : the last part is the value, all parts before an `=` are targets. */
function assignmentsOf(node: SyntaxNode, source: string): Definition[] {
  const parts: SyntaxNode[][] = [[]];
  for (const child of children(node)) {
    if (child.name === "AssignOp") parts.push([]);
    else if (child.name !== "," && child.name !== "TypeDef") parts[parts.length - 1].push(child);
  }
  const values = parts.length > 1 ? parts[parts.length - 1] : [];
  const found: Definition[] = [];
  for (const targets of parts.length > 1 ? parts.slice(0, -1) : parts) {
    targets.forEach((target, i) => {
      const value =
        targets.length === 1 && values.length === 1
          ? values[0]
          : targets.length === values.length
            ? values[i]
            : undefined;
      bindTarget(target, value, source, found);
    });
  }
  for (const value of values) collect(value, source, found);
  return found;
}

function importsOf(node: SyntaxNode, source: string): Definition[] {
  const text = textOf(node, source).replace(/[()\\\n]/g, " ");
  const names: { readonly path: string; readonly alias: string; readonly node: SyntaxNode }[] = [];
  let path = "";
  let last: SyntaxNode | null = null;
  let alias: SyntaxNode | null = null;
  let expectAlias = false;
  const flush = (): void => {
    if (last && path) names.push({ path, alias: alias ? textOf(alias, source) : "", node: alias ?? last });
    path = "";
    last = null;
    alias = null;
    expectAlias = false;
  };
  let started = !text.trimStart().startsWith("from");
  for (const child of children(node)) {
    if (child.name === "import") {
      started = true;
      continue;
    }
    if (!started) continue;
    if (child.name === ",") flush();
    else if (child.name === "as") expectAlias = true;
    else if (child.name === "VariableName") {
      if (expectAlias) alias = child;
      else {
        path += path ? `.${textOf(child, source)}` : textOf(child, source);
        last ??= child;
      }
    }
  }
  flush();
  const from = /^\s*from\s+([\w.]+)\s+import\b/.exec(text)?.[1];
  return names.map(({ path: imported, alias: as, node: at }): Definition => {
    const position = { kind: "import" as const, from: at.from, to: at.to };
    if (from !== undefined) return { ...position, name: as || imported, module: from, member: imported };
    if (as) return { ...position, name: as, module: imported };
    const head = imported.split(".")[0];
    return { ...position, name: head, module: head };
  });
}

function docOf(body: SyntaxNode | null, source: string): string | undefined {
  const first = body?.getChild("ExpressionStatement");
  const string = first?.from === firstStatement(body)?.from ? first?.getChild("String") : null;
  if (!string) return undefined;
  return textOf(string, source)
    .replace(/^[rRuU]*("""|'''|"|')/, "")
    .replace(/("""|'''|"|')$/, "")
    .trim();
}

function firstStatement(body: SyntaxNode | null): SyntaxNode | null {
  const colon = body?.firstChild ?? null;
  return colon?.nextSibling ?? null;
}

function functionOf(node: SyntaxNode, name: SyntaxNode, source: string): Definition {
  const parameters = node.getChild("ParamList");
  const text = parameters ? textOf(parameters, source).replace(/\s+/g, " ") : "()";
  return {
    name: textOf(name, source),
    kind: "function",
    from: name.from,
    to: name.to,
    signature: `${textOf(name, source)}${text}`,
    doc: docOf(node.getChild("Body"), source),
    value: node,
  };
}

function classOf(node: SyntaxNode, name: SyntaxNode, source: string): Definition {
  const body = node.getChild("Body");
  const members = body ? definitionsIn(body, source) : [];
  for (const method of body ? methodsOf(body) : []) {
    const self = method.getChild("ParamList")?.getChild("VariableName");
    const block = method.getChild("Body");
    if (self && block) attributesSetOn(block, textOf(self, source), source, members);
  }
  const init = members.find((member) => member.name === "__init__");
  const parameters = init?.signature?.replace(/^__init__\(\s*\w+\s*,?\s*/, "(") ?? "()";
  const bases: string[] = [];
  for (const child of children(node.getChild("ArgList") ?? node)) {
    if (child.name === "VariableName" || child.name === "MemberExpression") bases.push(textOf(child, source));
  }
  return {
    name: textOf(name, source),
    kind: "class",
    from: name.from,
    to: name.to,
    signature: `${textOf(name, source)}${parameters}`,
    doc: docOf(body, source),
    members,
    bases: node.getChild("ArgList") ? bases : [],
    value: node,
  };
}

function* methodsOf(body: SyntaxNode): Generator<SyntaxNode> {
  for (const child of children(body)) {
    if (child.name === "FunctionDefinition") yield child;
    else if (child.name === "DecoratedStatement") {
      const inner = child.getChild("FunctionDefinition");
      if (inner) yield inner;
    }
  }
}

function attributesSetOn(block: SyntaxNode, self: string, source: string, members: Definition[]): void {
  block.cursor().iterate((ref) => {
    if (ref.name !== "AssignStatement") return;
    const target = ref.node.firstChild;
    const attribute = target?.name === "MemberExpression" && target.firstChild ? target.getChild("PropertyName") : null;
    if (!target?.firstChild || !attribute || textOf(target.firstChild, source) !== self) return;
    const name = textOf(attribute, source);
    if (members.some((member) => member.name === name)) return;
    members.push({
      name,
      kind: "variable",
      from: attribute.from,
      to: attribute.to,
      value: ref.node.lastChild ?? undefined,
    });
  });
}

/** The column of the first character that is not a blank, on the line of an offset. */
function indentationAt(source: string, offset: number): number {
  const start = source.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(source.slice(start))?.[0].length ?? 0;
}

/**
 * The parameters and local names of the functions around a position, innermost first. A line that is still empty belongs
 * to the functions that it is indented into.
 */
export function localDefinitions(cell: CellAnalysis, offset: number): Definition[] {
  const found: Definition[] = [];
  const { source, tree } = cell;
  const column = indentationAt(source, offset);
  const written = source.slice(0, offset).trimEnd().length;
  for (let node: SyntaxNode | null = tree.resolveInner(written, -1); node; node = node.parent) {
    if (node.name !== "FunctionDefinition" && node.name !== "LambdaExpression") continue;
    if (offset > node.to && indentationAt(source, node.from) >= column) continue;
    const parameters = node.getChild("ParamList");
    const body = node.getChild("Body");
    if (body) found.push(...definitionsIn(body, cell.source).filter((definition) => definition.from < offset));
    for (const child of parameters ? children(parameters) : []) {
      const isDefault = child.prevSibling?.name === "AssignOp";
      if (child.name === "VariableName" && !isDefault)
        found.push({ ...variable(child, cell.source), kind: "parameter" });
    }
  }
  return found;
}
