/** What a notebook defines that has a gradient: found in the text of its cells, so that it works before they have run. */

export type DefinitionKind =
  /** `def f(x, ...)` */
  | "function"
  /** `class Net(nn.Module)` */
  | "module class"
  /** `class Norm(torch.autograd.Function)` */
  | "autograd function"
  /** `norm = nn.LayerNorm(8)` */
  | "module";

export interface Definition {
  readonly name: string;
  readonly kind: DefinitionKind;
  /** Index of the cell, among the sources given. */
  readonly cell: number;
  /** Parameters without a default value; without `self` and `ctx`. Empty for a module: it takes one input. */
  readonly parameters: readonly string[];
  /** Of a module class: the parameters of `__init__`. */
  readonly constructorParameters?: readonly string[];
}

/** The last definition of each name at the top level, in the order of the notebook. */
export function findDefinitions(sources: readonly string[]): Definition[] {
  const found = new Map<string, Definition>();
  const moduleClasses = new Set<string>();
  sources.forEach((source, cell) => {
    const lines = joinContinuedLines(source);
    lines.forEach((_, index) => {
      const definition = definitionAt(lines, index, cell, moduleClasses);
      if (definition === undefined) return;
      found.delete(definition.name);
      if (definition.kind === "module class") moduleClasses.add(definition.name);
      found.set(definition.name, definition);
    });
  });
  return [...found.values()].filter((definition) => !definition.name.startsWith("_"));
}

const functionHead = /^def\s+([A-Za-z_]\w*)\s*\((.*)\)\s*(?:->[^:]*)?:/;
const methodHead = /^\s+def\s+([A-Za-z_]\w*)\s*\((.*)\)\s*(?:->[^:]*)?:/;
const classHead = /^class\s+([A-Za-z_]\w*)\s*\((.*)\)\s*:/;
const assignment = /^([A-Za-z_]\w*)\s*(?::[^=]*)?=\s*((?:torch\.)?nn\.([A-Z]\w*)|[A-Za-z_]\w*)\s*\(/;

function definitionAt(
  lines: readonly string[],
  index: number,
  cell: number,
  moduleClasses: ReadonlySet<string>,
): Definition | undefined {
  const line = lines[index];
  const asFunction = functionHead.exec(line);
  if (asFunction !== null) {
    const parameters = requiredParameters(asFunction[2]);
    return parameters.length === 0 ? undefined : { name: asFunction[1], kind: "function", cell, parameters };
  }
  const asClass = classHead.exec(line);
  if (asClass !== null) {
    const bases = splitTopLevel(asClass[2]);
    const methods = methodsBelow(lines, index);
    const own = (method: string): readonly string[] => requiredParameters(methods.get(method) ?? "").slice(1);
    const [, name] = asClass;
    if (bases.some((base) => /(?:^|\.)Function$/.test(base))) {
      return { name, kind: "autograd function", cell, parameters: own("forward") };
    }
    if (bases.some((base) => /(?:^|\.)Module$/.test(base) || moduleClasses.has(base))) {
      return { name, kind: "module class", cell, parameters: own("forward"), constructorParameters: own("__init__") };
    }
    return undefined;
  }
  const asAssignment = assignment.exec(line);
  if (asAssignment === null) return undefined;
  const [, name, callee, torchModule] = asAssignment;
  if (torchModule === "Parameter" || (torchModule === undefined && !moduleClasses.has(callee))) return undefined;
  return { name, kind: "module", cell, parameters: [] };
}

/** The parameter lists of the methods of the class that begins at `index`. */
function methodsBelow(lines: readonly string[], index: number): ReadonlyMap<string, string> {
  const methods = new Map<string, string>();
  for (const line of lines.slice(index + 1)) {
    if (/^\S/.test(line) && !line.startsWith("#")) break;
    const head = methodHead.exec(line);
    if (head !== null) methods.set(head[1], head[2]);
  }
  return methods;
}

function requiredParameters(list: string): string[] {
  const names: string[] = [];
  for (const parameter of splitTopLevel(list)) {
    if (parameter.startsWith("*")) break;
    if (parameter === "/" || hasDefault(parameter)) continue;
    names.push(parameter.replace(/\s*:.*$/s, ""));
  }
  return names;
}

const hasDefault = (parameter: string): boolean => /(?<![=!<>])=(?!=)/.test(parameter);

/** Splits at commas outside of brackets. */
function splitTopLevel(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i <= list.length; i++) {
    const character = list[i];
    if (i === list.length || (character === "," && depth === 0)) {
      const part = list.slice(from, i).trim();
      if (part !== "") parts.push(part);
      from = i + 1;
    } else if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
  }
  return parts;
}

/** Lines, with those inside of round brackets joined to the one that opened them. */
function joinContinuedLines(source: string): string[] {
  const lines: string[] = [];
  let depth = 0;
  for (const line of source.split("\n")) {
    if (depth > 0) lines[lines.length - 1] += ` ${line.trim()}`;
    else lines.push(line);
    for (const character of line.replace(/#.*$/, "")) {
      if (character === "(") depth++;
      else if (character === ")" && depth > 0) depth--;
    }
  }
  return lines;
}
