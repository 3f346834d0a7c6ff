import { Op } from "../../runtime/opcode.ts";
import type { ExceptHandler, Statement, Try, With } from "../ast.ts";
import type { Label, ProtectedRange } from "./assembler.ts";
import { compileExpression } from "./expressions.ts";
import { compileBody } from "./statements.ts";
import { compileTarget } from "./targets.ts";
import type { Unit } from "./unit.ts";

export function compileTry(unit: Unit, node: Try): void {
  if (node.finalBody.length === 0) {
    compileExcept(unit, node);
    return;
  }
  const inner = node.handlers.length > 0 ? () => compileExcept(unit, node) : () => compileBody(unit, node.body);
  compileFinally(unit, node, inner, node.finalBody);
}

function compileFinally(unit: Unit, node: Try, inner: () => void, body: readonly Statement[]): void {
  const { code } = unit;
  const end = code.label();
  const range = code.protect();
  unit.enter({ kind: "finally", range, body }, node);
  inner();
  unit.blocks.pop();
  code.endProtect(range);
  if (code.reachable) {
    compileBody(unit, body);
    if (code.reachable) code.jump(Op.Jump, end, node);
  }
  code.placeHandler(range);
  unit.emit(Op.PushHandled, 0, node);
  const cleanup = code.protect(-1);
  unit.enter({ kind: "handler", range: cleanup, holdsException: true }, node);
  compileBody(unit, body);
  unit.blocks.pop();
  code.endProtect(cleanup);
  if (code.reachable) unit.emit(Op.Reraise, 0, node);
  code.placeHandler(cleanup);
  unit.emit(Op.Reraise, 0, node);
  placeEnd(unit, end, range.depth);
}

function compileExcept(unit: Unit, node: Try): void {
  const { code } = unit;
  const end = code.label();
  const range = code.protect();
  unit.enter({ kind: "try", range }, node);
  compileBody(unit, node.body);
  unit.blocks.pop();
  code.endProtect(range);
  if (code.reachable) {
    compileBody(unit, node.orElse);
    if (code.reachable) code.jump(Op.Jump, end, node);
  }
  code.placeHandler(range);
  unit.emit(Op.PushHandled, 0, node);
  const cleanup = code.protect(-1);
  for (const handler of node.handlers) compileHandler(unit, handler, cleanup, end);
  unit.emit(Op.Reraise, 0, node);
  code.endProtect(cleanup);
  code.placeHandler(cleanup);
  unit.emit(Op.Reraise, 0, node);
  placeEnd(unit, end, range.depth);
}

/** One `except` clause: finds the previously handled exception and the exception on the stack, and leaves them where it does not match. */
function compileHandler(unit: Unit, handler: ExceptHandler, cleanup: ProtectedRange, end: Label): void {
  const { code } = unit;
  const { depth } = code;
  const next = code.label();
  if (handler.exceptionType !== null) {
    compileExpression(unit, handler.exceptionType);
    unit.emit(Op.MatchException, 0, handler.exceptionType);
    code.jump(Op.PopJumpIfFalse, next, handler, -1);
  }
  const { name } = handler;
  if (name === null) unit.emit(Op.Pop, 0, handler);
  else unit.store(name, handler);
  unit.enter({ kind: "handler", range: cleanup, holdsException: false }, handler);
  if (name === null) {
    compileBody(unit, handler.body);
    unit.blocks.pop();
  } else {
    const forget = (): void => {
      unit.none(handler);
      unit.store(name, handler);
      unit.remove(name, handler);
    };
    const range = code.protect();
    unit.enter({ kind: "handler-name", range, name, span: handler }, handler);
    compileBody(unit, handler.body);
    unit.blocks.pop();
    unit.blocks.pop();
    code.endProtect(range);
    if (code.reachable) forget();
    const after = code.reachable;
    const rest = code.label();
    if (after) code.jump(Op.Jump, rest, handler);
    code.placeHandler(range);
    forget();
    unit.emit(Op.Reraise, 0, handler);
    if (after) code.place(rest);
  }
  if (code.reachable) {
    unit.emit(Op.PopHandled, 0, handler);
    code.jump(Op.Jump, end, handler);
  }
  code.place(next);
  code.depth = depth;
}

export function compileWith(unit: Unit, node: With, index: number): void {
  const { code } = unit;
  const item = node.items[index];
  const end = code.label();
  compileExpression(unit, item.context);
  unit.emit(Op.BeforeWith, 0, node);
  const range = code.protect(-1);
  unit.enter({ kind: "with", range, span: node }, node);
  if (item.target === null) unit.emit(Op.Pop, 0, node);
  else compileTarget(unit, item.target);
  if (index + 1 < node.items.length) compileWith(unit, node, index + 1);
  else compileBody(unit, node.body);
  unit.blocks.pop();
  code.endProtect(range);
  if (code.reachable) {
    unit.emit(Op.WithExit, 0, node);
    code.jump(Op.Jump, end, node);
  }
  code.placeHandler(range);
  unit.emit(Op.PushHandled, 0, node);
  const suppressed = code.label();
  const cleanup = code.protect(-1);
  unit.emit(Op.WithExceptExit, 0, node);
  code.jump(Op.PopJumpIfTrue, suppressed, node, -1);
  code.endProtect(cleanup);
  unit.emit(Op.Reraise, 0, node);
  code.place(suppressed);
  unit.emit(Op.Pop, 0, node);
  unit.emit(Op.PopHandled, 0, node);
  unit.emit(Op.Pop, 0, node);
  code.jump(Op.Jump, end, node);
  code.placeHandler(cleanup);
  unit.emit(Op.Reraise, 0, node);
  placeEnd(unit, end, range.depth - 1);
}

/** The end of a construct that leaves the stack as it found it; unreachable where no branch gets there. */
function placeEnd(unit: Unit, end: Label, depth: number): void {
  const { code } = unit;
  const reached = end.references.length > 0;
  code.place(end);
  code.depth = depth;
  code.reachable = reached;
}
