/**
 * The syntax tree of the cell language: CPython's `ast` module in shape and names, with character spans.
 * `start` and `end` are offsets (UTF-16) into the source.
 */

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Module extends Span {
  readonly type: "Module";
  readonly body: Statement[];
  readonly source: string;
}

export type BinaryOperator = "+" | "-" | "*" | "/" | "//" | "%" | "**" | "@" | "<<" | ">>" | "&" | "|" | "^";
export type UnaryOperator = "+" | "-" | "~" | "not";
export type CompareOperator = "==" | "!=" | "<" | "<=" | ">" | ">=" | "is" | "is not" | "in" | "not in";

// ---- expressions ----

export interface Name extends Span {
  readonly type: "Name";
  readonly id: string;
}
/** None, True, False, Ellipsis, ints (bigint outside the safe range), floats, strings, bytes. */
export interface Constant extends Span {
  readonly type: "Constant";
  readonly value: ConstantValue;
}
export type ConstantValue =
  | { readonly kind: "none" }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "ellipsis" }
  | { readonly kind: "int"; readonly value: number | bigint }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "str"; readonly value: string }
  | { readonly kind: "bytes"; readonly value: Uint8Array };
/** An f-string, adjacent literals joined. */
export interface JoinedStr extends Span {
  readonly type: "JoinedStr";
  readonly values: (Constant | FormattedValue)[];
}
export interface FormattedValue extends Span {
  readonly type: "FormattedValue";
  readonly value: Expression;
  /** "" for none. With `=` and neither conversion nor format spec the parser gives "r". */
  readonly conversion: "" | "r" | "s" | "a";
  readonly formatSpec: JoinedStr | null;
}
export interface BinOp extends Span {
  readonly type: "BinOp";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}
export interface UnaryOp extends Span {
  readonly type: "UnaryOp";
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}
export interface BoolOp extends Span {
  readonly type: "BoolOp";
  readonly operator: "and" | "or";
  readonly values: Expression[];
}
export interface Compare extends Span {
  readonly type: "Compare";
  readonly left: Expression;
  readonly operators: CompareOperator[];
  readonly comparators: Expression[];
}
export interface Call extends Span {
  readonly type: "Call";
  readonly func: Expression;
  /** Positional arguments in order, Starred for `*x`. */
  readonly args: Expression[];
  /** `name` null for `**x`. */
  readonly keywords: Keyword[];
}
export interface Keyword extends Span {
  readonly name: string | null;
  readonly value: Expression;
}
export interface Attribute extends Span {
  readonly type: "Attribute";
  readonly value: Expression;
  readonly attribute: string;
  /** Where the attribute's name starts. */
  readonly attributeStart: number;
}
export interface Subscript extends Span {
  readonly type: "Subscript";
  readonly value: Expression;
  readonly index: Expression;
}
export interface Slice extends Span {
  readonly type: "Slice";
  readonly lower: Expression | null;
  readonly upper: Expression | null;
  readonly step: Expression | null;
}
export interface Starred extends Span {
  readonly type: "Starred";
  readonly value: Expression;
}
export interface Tuple extends Span {
  readonly type: "Tuple";
  readonly elements: Expression[];
}
export interface List extends Span {
  readonly type: "List";
  readonly elements: Expression[];
}
export interface SetDisplay extends Span {
  readonly type: "Set";
  readonly elements: Expression[];
}
/** A null key is `**value`. */
export interface Dict extends Span {
  readonly type: "Dict";
  readonly keys: (Expression | null)[];
  readonly values: Expression[];
}
export interface Comprehension extends Span {
  readonly target: Expression;
  readonly iterable: Expression;
  readonly conditions: Expression[];
}
export interface ListComp extends Span {
  readonly type: "ListComp" | "SetComp" | "GeneratorExp";
  readonly element: Expression;
  readonly generators: Comprehension[];
}
export interface DictComp extends Span {
  readonly type: "DictComp";
  readonly key: Expression;
  readonly value: Expression;
  readonly generators: Comprehension[];
}
export interface IfExp extends Span {
  readonly type: "IfExp";
  readonly test: Expression;
  readonly body: Expression;
  readonly orElse: Expression;
}
export interface Lambda extends Span {
  readonly type: "Lambda";
  readonly parameters: Parameters;
  readonly body: Expression;
}
export interface NamedExpr extends Span {
  readonly type: "NamedExpr";
  readonly target: Name;
  readonly value: Expression;
}
export interface Yield extends Span {
  readonly type: "Yield";
  readonly value: Expression | null;
}
export interface YieldFrom extends Span {
  readonly type: "YieldFrom";
  readonly value: Expression;
}

export type Expression =
  | Name
  | Constant
  | JoinedStr
  | BinOp
  | UnaryOp
  | BoolOp
  | Compare
  | Call
  | Attribute
  | Subscript
  | Slice
  | Starred
  | Tuple
  | List
  | SetDisplay
  | Dict
  | ListComp
  | DictComp
  | IfExp
  | Lambda
  | NamedExpr
  | Yield
  | YieldFrom;

export interface Parameter extends Span {
  readonly name: string;
  readonly annotation: Expression | null;
  readonly default: Expression | null;
}
export interface Parameters {
  readonly positionalOnly: Parameter[];
  readonly normal: Parameter[];
  readonly varPositional: Parameter | null;
  readonly keywordOnly: Parameter[];
  readonly varKeyword: Parameter | null;
}

// ---- statements ----

export interface FunctionDef extends Span {
  readonly type: "FunctionDef";
  readonly name: string;
  readonly parameters: Parameters;
  readonly body: Statement[];
  readonly decorators: Expression[];
  readonly returns: Expression | null;
  /** Span of `def name` line's start, without decorators. */
  readonly defStart: number;
}
export interface ClassDef extends Span {
  readonly type: "ClassDef";
  readonly name: string;
  readonly bases: Expression[];
  readonly keywords: Keyword[];
  readonly body: Statement[];
  readonly decorators: Expression[];
  readonly defStart: number;
}
export interface Return extends Span {
  readonly type: "Return";
  readonly value: Expression | null;
}
export interface Delete extends Span {
  readonly type: "Delete";
  readonly targets: Expression[];
}
export interface Assign extends Span {
  readonly type: "Assign";
  readonly targets: Expression[];
  readonly value: Expression;
}
export interface AugAssign extends Span {
  readonly type: "AugAssign";
  readonly target: Name | Attribute | Subscript;
  readonly operator: BinaryOperator;
  readonly value: Expression;
}
export interface AnnAssign extends Span {
  readonly type: "AnnAssign";
  readonly target: Name | Attribute | Subscript;
  readonly annotation: Expression;
  readonly value: Expression | null;
  /** True for a bare name without parentheses: only then the annotation is kept. */
  readonly simple: boolean;
}
export interface For extends Span {
  readonly type: "For";
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: Statement[];
  readonly orElse: Statement[];
}
export interface While extends Span {
  readonly type: "While";
  readonly test: Expression;
  readonly body: Statement[];
  readonly orElse: Statement[];
}
export interface If extends Span {
  readonly type: "If";
  readonly test: Expression;
  readonly body: Statement[];
  readonly orElse: Statement[];
}
export interface WithItem extends Span {
  readonly context: Expression;
  readonly target: Expression | null;
}
export interface With extends Span {
  readonly type: "With";
  readonly items: WithItem[];
  readonly body: Statement[];
}
export interface Raise extends Span {
  readonly type: "Raise";
  readonly exception: Expression | null;
  readonly cause: Expression | null;
}
export interface ExceptHandler extends Span {
  readonly exceptionType: Expression | null;
  readonly name: string | null;
  readonly body: Statement[];
}
export interface Try extends Span {
  readonly type: "Try";
  readonly body: Statement[];
  readonly handlers: ExceptHandler[];
  readonly orElse: Statement[];
  readonly finalBody: Statement[];
}
export interface Assert extends Span {
  readonly type: "Assert";
  readonly test: Expression;
  readonly message: Expression | null;
}
export interface ImportAlias extends Span {
  readonly name: string;
  readonly alias: string | null;
}
export interface Import extends Span {
  readonly type: "Import";
  readonly names: ImportAlias[];
}
export interface ImportFrom extends Span {
  readonly type: "ImportFrom";
  readonly module: string;
  readonly names: ImportAlias[];
  /** Leading dots. */
  readonly level: number;
}
export interface ScopeStatement extends Span {
  readonly type: "Global" | "Nonlocal";
  readonly names: string[];
}
export interface ExprStatement extends Span {
  readonly type: "Expr";
  readonly value: Expression;
}
export interface SimpleStatement extends Span {
  readonly type: "Pass" | "Break" | "Continue";
}

export type Statement =
  | FunctionDef
  | ClassDef
  | Return
  | Delete
  | Assign
  | AugAssign
  | AnnAssign
  | For
  | While
  | If
  | With
  | Raise
  | Try
  | Assert
  | Import
  | ImportFrom
  | ScopeStatement
  | ExprStatement
  | SimpleStatement;
