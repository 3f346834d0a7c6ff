/** Which constructs of the language a program meets: the kinds of its syntax tree, their parts, and the names in it. */
import type {
  BinaryOperator,
  CompareOperator,
  Expression,
  FormattedValue,
  Statement,
  UnaryOperator,
} from "../../../src/language/syntax/ast.ts";

type Node = Statement | Expression;
/** A formatted value stands in f-strings only. */
type AnyNode = Node | FormattedValue;
type Kind = AnyNode["type"];
type NodeOf<K extends Kind> = AnyNode extends infer N
  ? N extends { readonly type: infer T }
    ? K extends T
      ? N
      : never
    : never
  : never;
type Part<K extends Kind> = Exclude<Extract<keyof NodeOf<K>, string>, "type" | "start" | "end">;

/** Every kind of node, each with its parts that may be missing: both must be met. The compiler asks for new kinds. */
export const kinds: { readonly [K in Kind]: readonly Part<K>[] } = {
  FunctionDef: ["decorators", "returns"],
  ClassDef: ["bases", "keywords", "decorators"],
  Return: ["value"],
  Delete: [],
  Assign: [],
  AugAssign: [],
  AnnAssign: ["value", "simple"],
  For: ["orElse"],
  While: ["orElse"],
  If: ["orElse"],
  With: [],
  Raise: ["exception", "cause"],
  Try: ["handlers", "orElse", "finalBody"],
  Assert: ["message"],
  Import: [],
  ImportFrom: [],
  Global: [],
  Nonlocal: [],
  Expr: [],
  Pass: [],
  Break: [],
  Continue: [],
  Name: [],
  Constant: [],
  JoinedStr: [],
  FormattedValue: ["conversion", "formatSpec"],
  BinOp: [],
  UnaryOp: [],
  BoolOp: [],
  Compare: [],
  Call: ["args", "keywords"],
  Attribute: [],
  Subscript: [],
  Slice: ["lower", "upper", "step"],
  Starred: [],
  Tuple: ["elements"],
  List: ["elements"],
  Set: [],
  Dict: ["keys"],
  ListComp: [],
  SetComp: [],
  GeneratorExp: [],
  DictComp: [],
  IfExp: [],
  Lambda: [],
  NamedExpr: [],
  Yield: ["value"],
  YieldFrom: [],
};

export const binary: Readonly<Record<BinaryOperator, true>> = {
  "+": true, "-": true, "*": true, "/": true, "//": true, "%": true, "**": true, "@": true, "<<": true, ">>": true, "&": true, "|": true, "^": true,
}; // biome-ignore format: a list
export const unary: Readonly<Record<UnaryOperator, true>> = { "+": true, "-": true, "~": true, not: true };
export const comparing: Readonly<Record<CompareOperator, true>> = {
  "==": true, "!=": true, "<": true, "<=": true, ">": true, ">=": true, is: true, "is not": true, in: true, "not in": true,
}; // biome-ignore format: a list
export const constantKinds = ["none", "bool", "ellipsis", "int", "float", "str", "bytes"];
export const parameterKinds = [
  "positionalOnly",
  "normal",
  "varPositional",
  "keywordOnly",
  "varKeyword",
  "default",
  "annotation",
];

export interface Walk {
  readonly met: Set<string>;
  /** Imported modules by the names that stand for them. */
  readonly modules: Map<string, string>;
}

const isNode = (value: unknown): value is AnyNode => typeof value === "object" && value !== null && "type" in value;

/** Notes what a part of the tree meets; `parents` are the nodes around it. */
export function walk(value: unknown, state: Walk, parents: readonly AnyNode[]): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, state, parents);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  let chain = parents;
  if (isNode(value)) {
    visit(value, state, parents);
    chain = [...parents, value];
  }
  for (const part of Object.values(value)) walk(part, state, chain);
}

const present = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== null && value !== false && value !== "";

function visit(node: AnyNode, state: Walk, parents: readonly AnyNode[]): void {
  const { met } = state;
  const meet = (name: string, when = true): void => {
    if (when) met.add(name);
  };
  meet(node.type);
  for (const [part, value] of Object.entries(node)) {
    if (kinds[node.type].some((name) => name === part)) meet(`${node.type}.${part}${present(value) ? "" : " missing"}`);
  }
  const parent = parents.at(-1);
  switch (node.type) {
    case "BinOp":
      meet(`a ${node.operator} b`);
      if (node.operator === "%" && node.left.type === "Constant" && node.left.value.kind === "str")
        percent(node.left.value.value, meet);
      break;
    case "AugAssign":
      meet(`a ${node.operator}= b`);
      meet(`augmented ${node.target.type}`);
      break;
    case "UnaryOp":
      meet(`${node.operator} a`);
      break;
    case "BoolOp":
      meet(node.operator);
      break;
    case "Compare":
      for (const operator of node.operators) meet(`a ${operator} b`);
      meet("chained-comparison", node.operators.length > 1);
      break;
    case "Constant":
      meet(`constant ${node.value.kind}`);
      break;
    case "JoinedStr":
      node.values.forEach((part, index) => {
        const before = node.values[index - 1];
        if (part.type !== "FormattedValue") return;
        meet(
          "self-documenting",
          before?.type === "Constant" && before.value.kind === "str" && before.value.value.trimEnd().endsWith("="),
        );
        meet("nested-format", part.formatSpec?.values.some((inner) => inner.type === "FormattedValue") === true);
        meet(`!${part.conversion}`, part.conversion !== "");
        const [spec] = part.formatSpec?.values ?? [];
        if (spec?.type === "Constant" && spec.value.kind === "str" && part.formatSpec?.values.length === 1)
          format(spec.value.value, meet);
      });
      break;
    case "Call": {
      meet(
        "starred-call",
        node.args.some((argument) => argument.type === "Starred"),
      );
      meet(
        "unpacked-keywords",
        node.keywords.some((keyword) => keyword.name === null),
      );
      meet("super-call", node.func.type === "Name" && node.func.id === "super" && node.args.length === 0);
      const text = node.func.type === "Attribute" ? node.func.value : node.args[1];
      const called =
        node.func.type === "Attribute" ? node.func.attribute : node.func.type === "Name" ? node.func.id : "";
      if (called === "format" && text?.type === "Constant" && text.value.kind === "str") {
        if (node.func.type === "Name") format(text.value.value, meet);
        else
          for (const piece of text.value.value.split("{").slice(1))
            format(piece.split("}")[0].split(":")[1] ?? "", meet);
      }
      break;
    }
    case "Dict":
      meet("unpacked-dict", node.keys.includes(null));
      break;
    case "List":
    case "Tuple":
    case "Set":
      meet("starred-display", node.elements.some((element) => element.type === "Starred") && parent?.type !== "Assign");
      break;
    case "ListComp":
    case "SetComp":
    case "GeneratorExp":
    case "DictComp":
      meet("several-for", node.generators.length > 1);
      meet(
        "comprehension-condition",
        node.generators.some((each) => each.conditions.length > 0),
      );
      break;
    case "Lambda":
    case "FunctionDef": {
      const { parameters } = node;
      for (const kind of parameterKinds.slice(0, 5)) meet(`parameter ${kind}`, present(Reflect.get(parameters, kind)));
      const all = [...parameters.positionalOnly, ...parameters.normal, ...parameters.keywordOnly];
      meet(
        "parameter default",
        all.some((parameter) => parameter.default !== null),
      );
      meet(
        "parameter annotation",
        all.some((parameter) => parameter.annotation !== null),
      );
      if (node.type === "Lambda") break;
      meet("method", parent?.type === "ClassDef");
      meet(
        "decorator-with-arguments",
        node.decorators.some((decorator) => decorator.type === "Call"),
      );
      meet(node.name);
      break;
    }
    case "ClassDef":
      meet("several-bases", node.bases.length > 1);
      meet("nested-class", parent?.type === "ClassDef");
      break;
    case "Try":
      for (const handler of node.handlers) {
        meet("bare-except", handler.exceptionType === null);
        meet("several-exceptions", handler.exceptionType?.type === "Tuple");
        meet("except-as", handler.name !== null);
      }
      break;
    case "Raise":
      meet("raise-from-None", node.cause?.type === "Constant");
      break;
    case "With":
      meet("several-managers", node.items.length > 1);
      meet(
        "with-target",
        node.items.some((item) => item.target !== null),
      );
      break;
    case "Assign":
      meet("several-targets", node.targets.length > 1);
      for (const target of node.targets) {
        meet("slice-assignment", target.type === "Subscript" && target.index.type === "Slice");
        if (target.type !== "Tuple" && target.type !== "List") continue;
        meet(
          "starred-target",
          target.elements.some((element) => element.type === "Starred"),
        );
        meet(
          "nested-target",
          target.elements.some((element) => element.type === "Tuple" || element.type === "List"),
        );
      }
      break;
    case "Delete":
      for (const target of node.targets) {
        meet(`delete ${target.type}`);
        meet("slice-deletion", target.type === "Subscript" && target.index.type === "Slice");
      }
      break;
    case "NamedExpr":
      meet(
        "walrus-condition",
        parents.some(({ type }) => type === "If" || type === "While" || type === "ListComp"),
      );
      break;
    case "Return":
      meet("implicit-tuple-return", node.value?.type === "Tuple");
      break;
    case "Import":
      for (const { name, alias } of node.names) {
        meet("import-alias", alias !== null);
        meet("dotted-import", name.includes("."));
        state.modules.set(alias ?? name, name);
      }
      break;
    case "ImportFrom":
      for (const { name, alias } of node.names) {
        meet("from-alias", alias !== null);
        meet(`${node.module}.${name}`);
      }
      break;
    case "Name":
      meet(node.id);
      break;
    case "Attribute": {
      meet(`.${node.attribute}`);
      meet(node.attribute, node.attribute.startsWith("__"));
      const module = node.value.type === "Name" ? state.modules.get(node.value.id) : undefined;
      if (module !== undefined) meet(`${module}.${node.attribute}`);
      break;
    }
  }
}

/** A format specification's type, and its other parts. */
function format(spec: string, meet: (name: string) => void): void {
  const match = /^(?:(.?)([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(\.\d+)?([a-zA-Z%])?$/su.exec(spec);
  if (match === null) return;
  const [, fill, align, sign, z, alternate, zero, width, grouping, precision, type] = match;
  const parts = { fill, sign, z, "#": alternate, "0": zero, width, precision };
  for (const [name, part] of Object.entries(parts)) if (part) meet(`format ${name}`);
  for (const part of [align, grouping]) if (part) meet(`format ${part}`);
  if (type) meet(`format type ${type}`);
}

/** The conversions of a text before `%`. */
function percent(text: string, meet: (name: string) => void): void {
  for (const piece of text.split("%").slice(1)) {
    const match = /^(?:\(\w*\))?[-+ #0]*[\d*]*(?:\.[\d*]+)?([a-zA-Z])/.exec(piece);
    meet(match === null ? "percent %" : `percent ${match[1]}`);
  }
}
