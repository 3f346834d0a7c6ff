/** Source text to a code object. */
import { type Code, SourceText } from "../../runtime/code.ts";
import { Op } from "../../runtime/opcode.ts";
import { analyze } from "../analysis.ts";
import type { ImportFrom, Module, Statement } from "../ast.ts";
import { parseModule } from "../parser.ts";
import { SyntaxProblem } from "../problem.ts";
import { compileExpression } from "./expressions.ts";
import { docstring, finish, hasAnnotations } from "./functions.ts";
import { compileBody } from "./statements.ts";
import { Unit } from "./unit.ts";

export interface CompileOptions {
  /** What tracebacks show as the file. */
  readonly file: string;
  /** The value of a last expression is displayed. */
  readonly interactive: boolean;
  /** False for library modules: tracebacks leave their frames out. */
  readonly shown?: boolean;
}

/** Compiles a cell, script or module. Throws {@link SyntaxProblem}. */
export function compileSource(text: string, options: CompileOptions): Code {
  const source = new SourceText(text, options.file, options.shown ?? true);
  try {
    return compileModule(parseModule(text), source, options.interactive);
  } catch (error) {
    // The tree is walked by recursion; a sum of ten thousand terms is as deep.
    if (error instanceof RangeError) throw new SyntaxProblem("too deeply nested to compile", 0, 1);
    throw error;
  }
}

export function compileModule(module: Module, source: SourceText, interactive: boolean): Code {
  const futureAnnotations = futureImports(module).has("annotations");
  const scopes = analyze(module, futureAnnotations);
  const scope = scopes.get(module);
  if (scope === undefined) throw new Error("a module without a scope");
  const unit = new Unit({ source, scopes, futureAnnotations }, scope, "<module>");
  const doc = interactive ? null : docstring(module.body);
  if (doc !== null) {
    unit.emit(Op.LoadConstant, unit.code.valueConstant(doc), module.body[0]);
    unit.emit(Op.StoreGlobal, unit.code.name("__doc__"), module.body[0]);
  }
  if (hasAnnotations(module.body)) unit.emit(Op.SetupAnnotations, 0, module);
  const displayed = interactive ? lastExpression(module, source) : null;
  if (displayed === null) compileBody(unit, module.body);
  else {
    compileBody(unit, module.body.slice(0, -1));
    compileExpression(unit, displayed.value);
    unit.emit(Op.Display, 0, displayed);
  }
  unit.none(module);
  unit.emit(Op.Return, 0, module);
  const none = { positional: 0, positionalOnly: 0, keywordOnly: 0, varPositional: false, varKeyword: false };
  return finish(unit, "module", "<module>", none, doc, 0);
}

/** The last statement where it is an expression that no semicolon follows, as in IPython. */
function lastExpression(module: Module, source: SourceText): (Statement & { type: "Expr" }) | null {
  const last = module.body[module.body.length - 1];
  if (last?.type !== "Expr") return null;
  return /^[ \t]*;/.test(source.text.slice(last.end)) ? null : last;
}

function futureImports(module: Module): Set<string> {
  const names = new Set<string>();
  const isFuture = (node: Statement): node is ImportFrom =>
    node.type === "ImportFrom" && node.module === "__future__" && node.level === 0;
  const start = docstring(module.body) === null ? 0 : 1;
  let allowed = true;
  module.body.forEach((node, i) => {
    if (i < start) return;
    if (!isFuture(node)) allowed = false;
    else if (allowed) for (const { name } of node.names) names.add(name);
    else {
      const message = "from __future__ imports must occur at the beginning of the file";
      throw new SyntaxProblem(message, node.start, node.end);
    }
  });
  return names;
}
