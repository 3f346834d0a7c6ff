import type { Call, Expression, Statement } from "../../syntax/ast.ts";
import { parseModule } from "../../syntax/parser.ts";
import type { SourceText } from "../code.ts";
import type { Frame } from "../frame.ts";

export interface ArgumentTexts {
  positional: string[];
  keywords: Map<string, string>;
}

/** The source text of each argument of the call that the innermost frame of a cell is making; null where it makes none. */
export function argumentTexts(innermost: Frame | null): ArgumentTexts | null {
  let frame = innermost;
  while (frame !== null && !frame.code.source.shown) frame = frame.back;
  if (frame === null || frame.pc === 0) return null;
  const { spans, source } = frame.code;
  const call = findCall(source, spans[2 * frame.pc - 2], spans[2 * frame.pc - 1]);
  if (call === null) return null;
  const text = (node: Expression): string => source.text.slice(node.start, node.end).replace(/\s*\n\s*/g, " ");
  const keywords = new Map<string, string>();
  for (const { name, value } of call.keywords) if (name !== null) keywords.set(name, text(value));
  return { positional: call.args.filter((node) => node.type !== "Starred").map(text), keywords };
}

const callsOfSource = new WeakMap<SourceText, Call[]>();

function findCall(source: SourceText, start: number, end: number): Call | null {
  let calls = callsOfSource.get(source);
  if (calls === undefined) {
    calls = [];
    collectCalls(parseModule(source.text).body, calls);
    callsOfSource.set(source, calls);
  }
  return (
    calls.find((call) => call.start === start && call.end === end) ??
    // A call over several lines is placed at its method's name.
    calls.find((call) => call.func.type === "Attribute" && call.func.attributeStart === start) ??
    null
  );
}

/** Every call in the tree. Nodes are plain data, so that a walk over their fields reaches them all. */
function collectCalls(node: Statement[] | Statement | Expression, calls: Call[]): void {
  const pending: unknown[] = [node];
  while (pending.length > 0) {
    const next = pending.pop();
    if (Array.isArray(next)) pending.push(...next);
    else if (typeof next === "object" && next !== null) {
      if (isCall(next)) calls.push(next);
      pending.push(...Object.values(next));
    }
  }
}

function isCall(node: object): node is Call {
  return "type" in node && node.type === "Call";
}
