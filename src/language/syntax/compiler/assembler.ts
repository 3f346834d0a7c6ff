/** Collects the instructions, constants, spans and exception table of one code object. */
import { Code, type CodeFields, type Constant } from "../../runtime/code.ts";
import { PyFloat } from "../../runtime/objects/float.ts";
import { Op } from "../../runtime/opcode.ts";
import type { Span } from "../ast.ts";
import { SyntaxProblem } from "../problem.ts";
import { fuse } from "./fuse.ts";
import { stackEffect } from "./stack-effect.ts";

/** A place that jumps go to. */
export interface Label {
  position: number;
  /** Stack depth there; -1 while no jump or fall-through is known. */
  depth: number;
  readonly references: number[];
}

/** A range of instructions whose exceptions go to one handler. It may be cut where `finally` code is written inline. */
export interface ProtectedRange {
  readonly handler: Label;
  /** Values that stay on the stack below the exception. */
  readonly depth: number;
  readonly segments: { start: number; end: number }[];
  open: boolean;
}

/** Instructions of one code object: jumps reach further, but nested `finally` blocks could ask for far more than memory has. */
const maximumWords = 2 ** 22;

type FinishedField = "instructions" | "spans" | "handlers" | "constants" | "registerConstants" | "names" | "stackSize";

export class Assembler {
  private readonly words: number[] = [];
  private readonly spans: number[] = [];
  private readonly depths: number[] = [];
  private readonly labels: Label[] = [];
  private readonly constants: Constant[] = [];
  private readonly constantIndex = new Map<string, number>();
  private readonly nameIndex = new Map<string, number>();
  private readonly ranges: ProtectedRange[] = [];
  private maximum = 0;
  /** Values on the stack here. */
  depth = 0;
  /** False after a jump or return, until a label. */
  reachable = true;

  get position(): number {
    return this.words.length;
  }

  emit(op: Op, argument: number, span: Span, effect = stackEffect(op, argument)): void {
    if (this.words.length >= maximumWords) {
      throw new SyntaxProblem(
        "too much code in one function: write parts of it as functions of their own",
        span.start,
        span.end,
      );
    }
    this.words.push(op | (argument << 8));
    this.spans.push(span.start, span.end);
    this.depths.push(this.depth);
    this.depth = Math.max(0, this.depth + effect);
    if (this.depth > this.maximum) this.maximum = this.depth;
    if (op === Op.Return || op === Op.Raise || op === Op.Reraise || op === Op.RaiseAssertion) this.reachable = false;
  }

  label(): Label {
    const label: Label = { position: -1, depth: -1, references: [] };
    this.labels.push(label);
    return label;
  }

  /** A jump whose target finds `change` more (or fewer) values than are here now. */
  jump(op: Op, label: Label, span: Span, change = 0): void {
    const target = this.depth + change;
    if (label.depth < 0) label.depth = target;
    label.references.push(this.words.length);
    this.emit(op, 0, span);
    if (op === Op.Jump || op === Op.JumpBack) this.reachable = false;
  }

  place(label: Label): void {
    label.position = this.words.length;
    if (!this.reachable && label.depth >= 0) this.depth = label.depth;
    else if (label.depth < 0) label.depth = this.depth;
    this.reachable = true;
  }

  /** Starts an exception handler: `depth` values below, then the exception. */
  placeHandler(range: ProtectedRange): void {
    this.reachable = false;
    range.handler.depth = range.depth + 1;
    this.place(range.handler);
    this.depth = range.depth + 1;
    this.maximum = Math.max(this.maximum, this.depth);
  }

  /** Starts a range whose handler finds `change` more (or fewer) values than are here now, and the exception. */
  protect(change = 0): ProtectedRange {
    const range: ProtectedRange = { handler: this.label(), depth: this.depth + change, segments: [], open: false };
    this.resume(range);
    return range;
  }

  /** Cuts the range: what follows is not protected until `resume`. */
  suspend(range: ProtectedRange): void {
    if (!range.open) return;
    range.segments[range.segments.length - 1].end = this.words.length;
    range.open = false;
  }

  resume(range: ProtectedRange): void {
    if (range.open) return;
    range.segments.push({ start: this.words.length, end: this.words.length });
    range.open = true;
  }

  /** Ends the range. Inner ranges end first, which is the order in which the machine looks. */
  endProtect(range: ProtectedRange): void {
    this.suspend(range);
    this.ranges.push(range);
  }

  constant(value: Constant, key: string | null = null): number {
    const known = key === null ? undefined : this.constantIndex.get(key);
    if (known !== undefined) return known;
    const index = this.constants.push(value) - 1;
    if (key !== null) this.constantIndex.set(key, index);
    return index;
  }

  /** The index of an immediate constant or a float, shared by equal ones. */
  valueConstant(value: null | boolean | number | bigint | string | PyFloat): number {
    if (value instanceof PyFloat) {
      const sign = Object.is(value.value, -0) ? "-" : "";
      return this.constant(value, `float ${sign}${value.value}`);
    }
    return this.constant(value, `${typeof value} ${String(value)}`);
  }

  name(name: string): number {
    let index = this.nameIndex.get(name);
    if (index === undefined) {
      index = this.nameIndex.size;
      this.nameIndex.set(name, index);
    }
    return index;
  }

  finish(fields: Omit<CodeFields, FinishedField>): Code {
    const targets = new Set<number>();
    for (const label of this.labels) {
      targets.add(label.position);
      for (const reference of label.references) this.words[reference] |= label.position << 8;
    }
    const handlers: number[] = [];
    for (const range of this.ranges) {
      for (const { start, end } of range.segments) {
        if (end > start) handlers.push(start, end, range.handler.position, range.depth);
      }
    }
    const { words, registerConstants } = fuse({
      words: Int32Array.from(this.words),
      depths: this.depths,
      targets,
      localCount: fields.localNames.length,
    });
    return new Code({
      ...fields,
      instructions: words,
      registerConstants,
      spans: Int32Array.from(this.spans),
      handlers: Int32Array.from(handlers),
      constants: this.constants,
      names: [...this.nameIndex.keys()],
      stackSize: this.maximum,
    });
  }
}
