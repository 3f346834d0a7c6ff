import type { TracebackEntry } from "./objects/exception.ts";
import type { GlobalCell, Namespace } from "./objects/namespace.ts";
import { PyObject, type PyType, type Value } from "./objects/object.ts";
import { codeType } from "./objects/types.ts";

/** A source text with the places of its line starts. */
export class SourceText {
  private starts: number[] | null = null;
  constructor(
    readonly text: string,
    /** What tracebacks show: `Cell In[3]`, a script's path. */
    readonly file: string,
    /** False for the library's own Python modules, whose frames tracebacks leave out. */
    readonly shown = true,
  ) {}

  private lineStarts(): number[] {
    if (this.starts === null) {
      this.starts = [0];
      for (let i = this.text.indexOf("\n"); i >= 0; i = this.text.indexOf("\n", i + 1)) this.starts.push(i + 1);
    }
    return this.starts;
  }

  /** The 1-based line of a character offset. */
  lineAt(offset: number): number {
    const starts = this.lineStarts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** The offset of a 1-based line's first character. */
  lineStart(line: number): number {
    return this.lineStarts()[line - 1] ?? this.text.length;
  }

  /** A 1-based line's text, without its newline. */
  lineText(line: number): string {
    const start = this.lineStart(line);
    const end = this.text.indexOf("\n", start);
    return this.text.slice(start, end < 0 ? this.text.length : end);
  }
}

export type CodeKind = "module" | "class" | "function" | "generator";

/** Parameter counts, as CPython's code objects have them. Parameters are the first local names, in this order. */
export interface Parameters {
  /** Positional parameters, positional-only included. */
  readonly positional: number;
  readonly positionalOnly: number;
  readonly keywordOnly: number;
  readonly varPositional: boolean;
  readonly varKeyword: boolean;
}

/** What the compiler knows of a code object. */
export interface CodeFields {
  readonly kind: CodeKind;
  readonly name: string;
  readonly qualname: string;
  readonly source: SourceText;
  readonly firstLine: number;
  readonly doc: string | null;
  readonly parameters: Parameters;
  /** Opcode in the low 8 bits, argument above. */
  readonly instructions: Int32Array;
  /** Source start and end offset of each instruction. */
  readonly spans: Int32Array;
  /** Rows of four: first instruction, end, handler, stack depth. Inner blocks come first. */
  readonly handlers: Int32Array;
  readonly constants: readonly Constant[];
  /** Indices of the constants that a frame's slots hold between the locals and the stack. */
  readonly registerConstants: readonly number[];
  readonly names: readonly string[];
  readonly localNames: readonly string[];
  /** Names of cells made here, then of those captured from outside. */
  readonly cellNames: readonly string[];
  readonly ownCells: number;
  /** For each own cell, the parameter that starts it, or -1. */
  readonly cellParameters: Int32Array;
  readonly stackSize: number;
}

/** How a call with keywords lies on the stack: so many positional arguments, then a value for each name. */
export interface CallShape {
  readonly positional: number;
  readonly names: readonly string[];
}

/** A constant operand: a value, nested code, a module's name with the part that `import` binds, or a call's shape. */
export type Constant = Value | Code | readonly string[] | CallShape;

/** Compiled code: immutable, shared by all functions and interpreters that run it, but for its caches. */
export class Code extends PyObject {
  readonly kind: CodeKind;
  readonly name: string;
  readonly qualname: string;
  readonly source: SourceText;
  readonly firstLine: number;
  readonly doc: string | null;
  readonly parameters: Parameters;
  readonly instructions: Int32Array;
  readonly spans: Int32Array;
  readonly handlers: Int32Array;
  readonly constants: readonly Constant[];
  readonly names: readonly string[];
  readonly localNames: readonly string[];
  readonly cellNames: readonly string[];
  readonly ownCells: number;
  readonly cellParameters: Int32Array;
  readonly stackSize: number;
  /** Where the stack starts among a frame's slots. */
  readonly stackBase: number;
  /** All parameters. */
  readonly parameterCount: number;
  /** How many positional arguments a call that needs no binding has; -1 where every call needs it. */
  readonly simpleCount: number;
  /** An empty frame's slots, to be copied. */
  readonly emptySlots: (Value | undefined)[];
  /** The cells of `names` in the globals (and its builtins) that ran this code last. */
  globalCells: GlobalCell[] = [];
  builtinCells: GlobalCell[] = [];
  globalOwner: Namespace | null = null;
  /** One for each attribute instruction, by instruction. */
  readonly attributeCaches: (AttributeCache | undefined)[];

  constructor(fields: CodeFields) {
    super();
    this.kind = fields.kind;
    this.name = fields.name;
    this.qualname = fields.qualname;
    this.source = fields.source;
    this.firstLine = fields.firstLine;
    this.doc = fields.doc;
    this.parameters = fields.parameters;
    this.instructions = fields.instructions;
    this.spans = fields.spans;
    this.handlers = fields.handlers;
    this.constants = fields.constants;
    this.names = fields.names;
    this.localNames = fields.localNames;
    this.cellNames = fields.cellNames;
    this.ownCells = fields.ownCells;
    this.cellParameters = fields.cellParameters;
    this.stackSize = fields.stackSize;
    const { positional, keywordOnly, varPositional, varKeyword } = fields.parameters;
    this.parameterCount = positional + keywordOnly + (varPositional ? 1 : 0) + (varKeyword ? 1 : 0);
    const simple = keywordOnly === 0 && !varPositional && !varKeyword && fields.kind === "function";
    this.simpleCount = simple ? positional : -1;
    // A literal `undefined` first keeps the array's elements tagged, so that all frames' slots have one hidden class.
    const slots: (Value | undefined)[] = [undefined];
    const { registerConstants, localNames } = fields;
    this.stackBase = localNames.length + registerConstants.length;
    while (slots.length < this.stackBase + fields.stackSize + 1) slots.push(undefined);
    // Operands of arithmetic are values.
    registerConstants.forEach((constant, i) => {
      slots[localNames.length + i] = fields.constants[constant] as Value;
    });
    this.emptySlots = slots;
    this.attributeCaches = new Array<AttributeCache | undefined>(fields.instructions.length).fill(undefined);
  }

  get type(): PyType {
    return codeType;
  }

  /** Finds the cells of this code's global names. */
  link(globals: Namespace, builtins: Namespace): void {
    this.globalOwner = globals;
    this.globalCells = this.names.map((name) => globals.cell(name));
    this.builtinCells = this.names.map((name) => builtins.cell(name));
  }

  /** Where an instruction stands, for a traceback. */
  tracebackEntry(instruction: number): TracebackEntry {
    return new CodePlace(this, instruction);
  }

  /** The 1-based line of an instruction. */
  lineOf(instruction: number): number {
    return this.source.lineAt(this.spans[2 * instruction]);
  }
}

/** A traceback entry that works out its line only when it is read. */
class CodePlace implements TracebackEntry {
  constructor(
    private readonly code: Code,
    private readonly instruction: number,
  ) {}
  get file(): string {
    return this.code.source.file;
  }
  get line(): number {
    return this.code.lineOf(this.instruction);
  }
  get functionName(): string {
    return this.code.name;
  }
  get start(): number {
    return this.code.spans[2 * this.instruction];
  }
  get end(): number {
    return this.code.spans[2 * this.instruction + 1];
  }
  get source(): SourceText {
    return this.code.source;
  }
  get shown(): boolean {
    return this.code.source.shown;
  }
}

/** What an attribute instruction found on the type that it saw last; good while the epoch stands. */
export interface AttributeCache {
  type: PyType;
  epoch: number;
  /** The class attribute, or undefined where the class has none (the instance's own is then read). */
  found: Value | undefined;
}
