/** Makes interpreters: a machine with its builtins and the globals of one notebook or script. */

import { exchangeSessionState, freshSessionState } from "../engine/session-state.ts";
import { workHooks } from "../engine/work.ts";
import type { CellError, CellSource, Host, Interpreter, InterpreterOptions, Outcome } from "./interpreter-api.ts";
import { registerModules } from "./modules/all.ts";
import { moveInteraction } from "./modules/lnnb/interact/registry.ts";
import { installCore } from "./runtime/builtins/core.ts";
import { dirFunction } from "./runtime/builtins/dir.ts";
import { installBuiltins } from "./runtime/builtins/index.ts";
import { SourceText } from "./runtime/code.ts";
import { SystemExit } from "./runtime/errors.ts";
import { toException } from "./runtime/machine/exceptions.ts";
import { VirtualMachine } from "./runtime/machine.ts";
import type { PyException } from "./runtime/objects/exception.ts";
import { PyModule } from "./runtime/objects/module.ts";
import { Namespace } from "./runtime/objects/namespace.ts";
import type { Value } from "./runtime/objects/object.ts";
import { formatException, formatSyntaxError, messageOf, shownFrames } from "./runtime/traceback.ts";
import { compileSource } from "./syntax/compiler/compile.ts";
import { explainMagic } from "./syntax/magics.ts";
import { SyntaxProblem } from "./syntax/problem.ts";

/** Names that a notebook has without an import, and the modules they stand for. */
const preloadedModules: ReadonlyMap<string, string> = new Map([
  ["torch", "torch"],
  ["nn", "torch.nn"],
  ["F", "torch.nn.functional"],
  ["math", "math"],
  ["lnnb", "lnnb"],
]);

/** What a session needs beyond running cells. */
export interface InterpreterSession extends Interpreter {
  readonly machine: VirtualMachine;
  /** The globals that the program made, in the order they were made. */
  globals(): [string, Value][];
  getGlobal(name: string): Value | undefined;
  setGlobal(name: string, value: Value): void;
  /** Forgets every variable and imported module. */
  reset(): void;
}

export function createInterpreter(host: Host, options: InterpreterOptions): InterpreterSession {
  return new Session(host, options);
}

class Session implements InterpreterSession {
  machine: VirtualMachine;
  private main: PyModule;
  /** The engine's settings as this session's cells left them. */
  private engineState = freshSessionState();

  constructor(
    private readonly host: Host,
    private readonly options: InterpreterOptions,
  ) {
    registerModules();
    installCore((machine) => (machine instanceof VirtualMachine ? machine.frame : null));
    this.machine = this.newMachine();
    this.main = this.newMain();
  }

  private newMachine(): VirtualMachine {
    const builtins = new Namespace();
    for (const [name, value] of installBuiltins()) builtins.set(name, value);
    builtins.set("dir", dirFunction);
    return new VirtualMachine(this.host, builtins, this.options.recursionLimit);
  }

  private newMain(): PyModule {
    const main = new PyModule("__main__");
    this.machine.modules.set("__main__", main);
    if (this.options.preloaded) {
      const { attributes } = main;
      attributes.fallback = (name) => {
        const module = preloadedModules.get(name);
        if (module === undefined) return undefined;
        const value = this.machine.importModule(module);
        attributes.set(name, value);
        return value;
      };
    }
    return main;
  }

  reset(): void {
    this.engineState = freshSessionState();
    this.machine = this.newMachine();
    this.main = this.newMain();
  }

  run(cell: CellSource): Outcome {
    const source = new SourceText(cell.source, cell.file);
    const outside = exchangeSessionState(this.engineState);
    const { checkInterrupt, progress } = workHooks;
    workHooks.checkInterrupt = () => this.machine.checkInterrupt();
    workHooks.progress = (done) => this.machine.host.progress?.(done);
    try {
      const code = compileSource(cell.source, { file: cell.file, interactive: cell.interactive });
      if (!cell.interactive) this.main.attributes.set("__file__", cell.file);
      this.machine.execute(code, this.main.attributes);
      return { status: "ok" };
    } catch (thrown) {
      if (thrown instanceof SyntaxProblem) {
        const problem = cell.interactive ? explainMagic(thrown, cell.source) : thrown;
        return { status: "error", error: syntaxError(problem, source) };
      }
      return { status: "error", error: this.runtimeError(toException(thrown)) };
    } finally {
      this.machine.settle();
      workHooks.checkInterrupt = checkInterrupt;
      workHooks.progress = progress;
      this.engineState = exchangeSessionState(outside);
    }
  }

  interact(handle: string, settings: readonly number[] | null): unknown {
    const outside = exchangeSessionState(this.engineState);
    try {
      return moveInteraction(this.machine, handle, settings);
    } finally {
      this.machine.settle();
      this.engineState = exchangeSessionState(outside);
    }
  }

  private runtimeError(exception: PyException): CellError {
    const { machine } = this;
    try {
      return {
        name: exception.type.name,
        message: messageOf(machine, exception),
        traceback: formatException(machine, exception),
        frames: shownFrames(exception).map(({ file, line, functionName }) => ({ file, line, functionName })),
      };
    } catch (thrown) {
      // A message whose making failed in a way that Python code cannot: a limit, or a bug of ours.
      const second = toException(thrown);
      const name = exception.type.name;
      return { name, message: "", traceback: `${name}: <message failed: ${second.type.name}>`, frames: [] };
    }
  }

  globals(): [string, Value][] {
    return [...this.main.attributes.entries()].filter(([name]) => !/^__.*__$/.test(name));
  }

  getGlobal(name: string): Value | undefined {
    return this.main.attributes.get(name);
  }

  setGlobal(name: string, value: Value): void {
    this.main.attributes.set(name, value);
  }
}

function syntaxError(problem: SyntaxProblem, source: SourceText): CellError {
  const line = source.lineAt(Math.min(problem.start, source.text.length));
  return {
    name: problem.kind,
    message: `${problem.message} (${source.file}, line ${line})`,
    traceback: formatSyntaxError(problem, source),
    frames: [{ file: source.file, line, functionName: "<module>" }],
  };
}

/** The exit status that `sys.exit(...)` asked for, where an exception is SystemExit. */
export function exitRequest(exception: PyException): Value | undefined {
  return exception.type.isSubtypeOf(SystemExit) ? (exception.args.items[0] ?? 0) : undefined;
}
