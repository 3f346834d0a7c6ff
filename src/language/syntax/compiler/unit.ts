/** What the compiler knows while it writes one code object. */
import type { SourceText } from "../../runtime/code.ts";
import { Op } from "../../runtime/opcode.ts";
import type { Scopes } from "../analysis.ts";
import type { Span, Statement } from "../ast.ts";
import { SyntaxProblem } from "../problem.ts";
import { accessOf } from "../resolution.ts";
import { mangle, type Scope } from "../scope.ts";
import { Assembler, type Label, type ProtectedRange } from "./assembler.ts";

/** What `break`, `continue` and `return` must undo on their way out, innermost last. */
export type Block =
  | { readonly kind: "loop"; readonly iterator: boolean; readonly next: Label; readonly end: Label }
  /** The body of `try ... finally`. */
  | { readonly kind: "finally"; readonly range: ProtectedRange; readonly body: readonly Statement[] }
  /** The body of `try ... except`. */
  | { readonly kind: "try"; readonly range: ProtectedRange }
  /** A handler: the previously handled exception lies on the stack and, in that of `finally`, the exception above it. */
  | { readonly kind: "handler"; readonly range: ProtectedRange; readonly holdsException: boolean }
  /** `except E as name`: the name is deleted at the end. */
  | { readonly kind: "handler-name"; readonly range: ProtectedRange; readonly name: string; readonly span: Span }
  | { readonly kind: "with"; readonly range: ProtectedRange; readonly span: Span };

/** Shared by all units of one compilation. */
export interface Compilation {
  readonly source: SourceText;
  readonly scopes: Scopes;
  /** `from __future__ import annotations`: they are kept as text. */
  readonly futureAnnotations: boolean;
}

/** CPython's CO_MAXBLOCKS. */
const maximumBlocks = 20;

export class Unit {
  readonly code = new Assembler();
  /** The scope that names are looked up in: inside a comprehension, that. */
  scope: Scope;
  readonly blocks: Block[] = [];

  constructor(
    readonly compilation: Compilation,
    readonly owner: Scope,
    readonly qualname: string,
  ) {
    this.scope = owner;
  }

  /** Goes into a block; CPython refuses the twenty-first, and so do we: `finally` bodies are written anew for each way out. */
  enter(block: Block, span: Span): void {
    if (this.blocks.length >= maximumBlocks) {
      throw new SyntaxProblem("too many statically nested blocks", span.start, span.end);
    }
    this.blocks.push(block);
  }

  emit(op: Op, argument: number, span: Span): void {
    this.code.emit(op, argument, span);
  }

  mangled(name: string): string {
    return mangle(name, this.scope.privateClass);
  }

  nameIndex(name: string): number {
    return this.code.name(this.mangled(name));
  }

  load(name: string, span: Span): void {
    const access = accessOf(this.scope, this.mangled(name));
    switch (access.kind) {
      case "local":
        this.emit(Op.LoadLocal, access.slot, span);
        return;
      case "cell":
        this.emit(Op.LoadCell, access.cell, span);
        return;
      case "class-cell":
        this.emit(Op.LoadClassCell, access.cell, span);
        return;
      case "name":
        this.emit(Op.LoadName, this.nameIndex(name), span);
        return;
      case "global":
        this.emit(Op.LoadGlobal, this.nameIndex(name), span);
        return;
    }
  }

  store(name: string, span: Span): void {
    const access = accessOf(this.scope, this.mangled(name));
    switch (access.kind) {
      case "local":
        this.emit(Op.StoreLocal, access.slot, span);
        return;
      case "cell":
      case "class-cell":
        this.emit(Op.StoreCell, access.cell, span);
        return;
      case "name":
        this.emit(Op.StoreName, this.nameIndex(name), span);
        return;
      case "global":
        this.emit(Op.StoreGlobal, this.nameIndex(name), span);
        return;
    }
  }

  remove(name: string, span: Span): void {
    const access = accessOf(this.scope, this.mangled(name));
    switch (access.kind) {
      case "local":
        this.emit(Op.DeleteLocal, access.slot, span);
        return;
      case "cell":
      case "class-cell":
        this.emit(Op.DeleteCell, access.cell, span);
        return;
      case "name":
        this.emit(Op.DeleteName, this.nameIndex(name), span);
        return;
      case "global":
        this.emit(Op.DeleteGlobal, this.nameIndex(name), span);
        return;
    }
  }

  none(span: Span): void {
    this.emit(Op.LoadConstant, this.code.valueConstant(null), span);
  }
}
