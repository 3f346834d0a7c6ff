/** `return`, `break` and `continue`: what they undo on the way out of loops, `with` and `try`. */
import { Op } from "../../runtime/opcode.ts";
import type { Return, SimpleStatement, Span } from "../ast.ts";
import { SyntaxProblem } from "../problem.ts";
import type { ProtectedRange } from "./assembler.ts";
import { compileExpression } from "./expressions.ts";
import { compileBody } from "./statements.ts";
import type { Block, Unit } from "./unit.ts";

export function compileReturn(unit: Unit, node: Return): void {
  if (unit.owner.kind !== "function") throw new SyntaxProblem("'return' outside function", node.start, node.end);
  if (node.value === null) unit.none(node);
  else compileExpression(unit, node.value);
  leave(unit, 0, true, node, () => unit.emit(Op.Return, 0, node));
}

export function compileBreak(unit: Unit, node: SimpleStatement): void {
  const loop = innermostLoop(unit);
  if (loop === null) throw new SyntaxProblem("'break' outside loop", node.start, node.end);
  leave(unit, loop.index + 1, false, node, () => {
    if (loop.block.iterator) unit.emit(Op.Pop, 1, node);
    unit.code.jump(Op.Jump, loop.block.end, node);
  });
}

export function compileContinue(unit: Unit, node: SimpleStatement): void {
  const loop = innermostLoop(unit);
  if (loop === null) throw new SyntaxProblem("'continue' not properly in loop", node.start, node.end);
  leave(unit, loop.index + 1, false, node, () => unit.code.jump(Op.JumpBack, loop.block.next, node));
}

function innermostLoop(unit: Unit): { block: Block & { kind: "loop" }; index: number } | null {
  for (let index = unit.blocks.length - 1; index >= 0; index--) {
    const block = unit.blocks[index];
    if (block.kind === "loop") return { block, index };
  }
  return null;
}

/** Undoes all blocks from the innermost down to `keep`, then jumps. The code after it is as if nothing was undone. */
function leave(unit: Unit, keep: number, holdsValue: boolean, span: Span, jump: () => void): void {
  const { depth } = unit.code;
  const blocks = unit.blocks.splice(keep);
  const left = [...blocks];
  const suspended: ProtectedRange[] = [];
  while (left.length > 0) {
    const block = left[left.length - 1];
    left.pop();
    if (block.kind !== "loop") {
      unit.code.suspend(block.range);
      suspended.push(block.range);
    }
    // What is still to be undone protects the code that undoes this block.
    unit.blocks.push(...left);
    undo(unit, block, holdsValue, span);
    unit.blocks.length = keep;
  }
  jump();
  for (const range of suspended.reverse()) unit.code.resume(range);
  unit.blocks.push(...blocks);
  unit.code.depth = depth;
  unit.code.reachable = false;
}

function undo(unit: Unit, block: Block, holdsValue: boolean, span: Span): void {
  const under = (op: Op, argument = 0): void => {
    if (holdsValue) unit.emit(Op.Swap, 2, span);
    unit.emit(op, argument, span);
  };
  switch (block.kind) {
    case "loop":
      if (block.iterator) under(Op.Pop, 1);
      return;
    case "try":
      return;
    case "finally":
      compileBody(unit, block.body);
      return;
    case "handler":
      if (block.holdsException) under(Op.Pop);
      under(Op.PopHandled);
      return;
    case "handler-name":
      unit.none(span);
      unit.store(block.name, span);
      unit.remove(block.name, span);
      return;
    case "with":
      if (holdsValue) unit.emit(Op.Swap, 2, block.span);
      unit.emit(Op.WithExit, 0, block.span);
      return;
  }
}
