/** The machine of one interpreter: what natives see of it ({@link Machine}), and what its own parts share. */
import type { Host } from "../interpreter-api.ts";
import { compiledModules, type SourceModule } from "../modules/registry.ts";
import { compileSource } from "../syntax/compiler/compile.ts";
import type { Code } from "./code.ts";
import { KeyboardInterrupt, raised } from "./errors.ts";
import { Exit, Frame } from "./frame.ts";
import { checkMemory } from "./limits.ts";
import { argumentTexts } from "./machine/argument-texts.ts";
import { constructed, emptyFrame, prepareCall, prepareInstance, recursionError } from "./machine/calls.ts";
import { throwTo } from "./machine/delegation.ts";
import { enterGenerator } from "./machine/generators.ts";
import { importModule } from "./machine/imports.ts";
import { run } from "./machine/loop.ts";
import type { Cell } from "./objects/cell.ts";
import { PyDict } from "./objects/dict.ts";
import type { PyException } from "./objects/exception.ts";
import { PyFunction } from "./objects/function.ts";
import type { PyGenerator } from "./objects/generator.ts";
import type { PyModule } from "./objects/module.ts";
import { Namespace } from "./objects/namespace.ts";
import type { FrameSummary, Keywords, Machine, MimeBundle, OutputSink, PyType, Value } from "./objects/object.ts";
import { Raised } from "./objects/raised.ts";
import { objectType } from "./objects/types.ts";
import { Op } from "./opcode.ts";

/** CPython's default. */
const defaultRecursionLimit = 1000;

export class VirtualMachine implements Machine {
  readonly modules = new Map<string, PyModule>();
  handled: PyException | null = null;
  /** The innermost Python frame, or null outside any. Its `pc` is good while native code runs. */
  frame: Frame | null = null;
  /** The generator that the last call made, until a function returns: if a loop takes it now, only that loop has it. */
  freshGenerator: PyGenerator | null = null;
  /** Frames that are running, one below another. */
  depth = 0;
  recursionLimit: number;
  /** `object.__init__` and `object.__new__`: what a class without its own has. */
  readonly objectInit: Value | undefined;
  readonly objectNew: Value | undefined;
  readonly interrupt: Int32Array;
  private sink: OutputSink | null = null;

  constructor(
    readonly host: Host,
    readonly builtins: Namespace,
    recursionLimit = defaultRecursionLimit,
  ) {
    this.recursionLimit = recursionLimit;
    this.interrupt = host.interrupt;
    this.objectInit = objectType.attributes.get("__init__");
    this.objectNew = objectType.attributes.get("__new__");
  }

  call(callee: Value, args: Value[], keywords: Keywords = null): Value {
    const prepared = prepareCall(this, callee, args, keywords !== null && keywords.size === 0 ? null : keywords);
    return this.finishCall(prepared);
  }

  private finishCall(prepared: Frame | Value): Value {
    if (!(prepared instanceof Frame)) return prepared;
    const construct = prepared.exit === Exit.Construct;
    prepared.exit = Exit.Native;
    const value = this.runFrame(prepared);
    return construct ? constructed(prepared.instance, value) : value;
  }

  instantiate(type: PyType, args: Value[], keywords: Keywords = null): Value {
    return this.finishCall(prepareInstance(this, type, args, keywords));
  }

  /** Makes a callee's frame the running one, above `back`. */
  enter(frame: Frame, back: Frame): Frame {
    if (frame.exit !== Exit.Construct) frame.exit = Exit.Push;
    frame.back = back;
    frame.handled = this.handled;
    this.depth++;
    return frame;
  }

  private runFrame(frame: Frame): Value {
    frame.handled = this.handled;
    this.depth++;
    // Only generators end with undefined.
    return run(this, frame) as Value;
  }

  resume(generator: PyGenerator, sent: Value, error?: PyException): Value | undefined {
    const { frame, state } = generator;
    if (state === "finished" || frame === null) {
      generator.returned = null;
      if (error !== undefined) throw new Raised(error);
      return undefined;
    }
    let thrown = error ?? null;
    if (error !== undefined && state === "suspended") {
      const delegate = this.delegateOf(frame);
      if (delegate !== null) {
        try {
          const step = this.throwToDelegate(generator, delegate, error);
          if (step !== undefined) {
            if (!step.done) return step.value;
            // The inner iterator ended: its value is that of the `yield from`, after which the frame goes on.
            frame.slots[frame.sp - 1] = step.value;
            frame.pc = this.delegationEnd(frame);
            return run(this, enterGenerator(this, generator, undefined, this.frame, Exit.Native, 0));
          }
        } catch (raised) {
          // What the inner iterator raises is raised at the `yield from`.
          if (!(raised instanceof Raised)) throw raised;
          thrown = raised.exception;
        }
      }
    }
    const entered = enterGenerator(this, generator, thrown === null ? sent : undefined, this.frame, Exit.Native, 0);
    return run(this, entered, thrown);
  }

  private throwToDelegate(generator: PyGenerator, delegate: PyGenerator, error: PyException) {
    generator.state = "running";
    try {
      return throwTo(this, delegate, error);
    } finally {
      generator.state = "suspended";
    }
  }

  /** The iterator that a suspended generator delegates to, where it stands in a `yield from`. */
  delegateOf(frame: Frame) {
    const word = frame.code.instructions[frame.pc - 1];
    if (frame.pc === 0 || (word & 0xff) !== Op.Yield || word >>> 8 !== 1) return null;
    // Yields of `yield from` have their iterator on the stack, and iterators are objects.
    return frame.slots[frame.sp - 1] as PyGenerator;
  }

  private delegationEnd(frame: Frame): number {
    // The Yield follows its Send, whose argument is where the delegation ends.
    return frame.code.instructions[frame.pc - 2] >>> 8;
  }

  /** After a run: nothing is on the machine, whatever ended it. */
  settle(): void {
    this.frame = null;
    this.handled = null;
    this.depth = 0;
  }

  checkInterrupt(): void {
    const wish = Atomics.exchange(this.interrupt, 0, 0);
    if (wish === 1) throw raised(KeyboardInterrupt);
    if (wish === 2) checkMemory();
  }

  /** checkInterrupt in a frame whose slots from `end` on hold only what was popped: nothing lives on in them. */
  pause(slots: (Value | undefined)[], end: number): void {
    slots.fill(undefined, end);
    this.checkInterrupt();
  }

  write(stream: "stdout" | "stderr", text: string): void {
    (this.sink ?? this.host).write(stream, text);
  }

  display(data: MimeBundle): void {
    if (this.sink === null) this.host.display(data, false);
    else this.sink.display(data);
  }

  redirect<T>(sink: OutputSink, run: () => T): T {
    const outer = this.sink;
    this.sink = sink;
    try {
      return run();
    } finally {
      this.sink = outer;
    }
  }

  argumentTexts(): { positional: string[]; keywords: Map<string, string> } | null {
    return argumentTexts(this.frame);
  }

  importModule(name: string): PyModule {
    return importModule(this, name);
  }

  /** Runs module-level code in the given globals. */
  execute(code: Code, globals: Namespace): void {
    this.runFrame(this.moduleFrame(code, globals));
  }

  private moduleFrame(code: Code, globals: Namespace): Frame {
    if (this.depth >= this.recursionLimit) throw recursionError();
    return emptyFrame(this, new PyFunction(code, globals, [], null, []));
  }

  runSourceModule(module: PyModule, definition: SourceModule): void {
    let code = compiledModules.get(definition);
    if (code === undefined) {
      const file = `<lnnb>/${definition.name.replaceAll(".", "/")}.py`;
      code = compileSource(definition.source, { file, interactive: false, shown: false });
      compiledModules.set(definition, code);
    }
    const { attributes } = module;
    attributes.set("__name__", definition.name);
    const dot = definition.name.lastIndexOf(".");
    const parent = dot < 0 ? "" : definition.name.slice(0, dot);
    attributes.set("__package__", definition.isPackage === true ? definition.name : parent);
    for (const [name, value] of definition.globals?.(this) ?? []) attributes.set(name, value);
    this.execute(code, attributes);
  }

  /** Runs a class body into a namespace; the cell of its `__class__`, where methods use it. */
  runClassBody(body: PyFunction, namespace: Map<string, Value>): Cell | null {
    if (this.depth >= this.recursionLimit) throw recursionError();
    const frame = emptyFrame(this, body);
    frame.names = namespace;
    this.runFrame(frame);
    const index = body.code.cellNames.indexOf("__class__");
    return index >= 0 && index < body.code.ownCells ? frame.cells[index] : null;
  }

  currentGlobals(): Namespace {
    return this.frame?.globals ?? new Namespace();
  }

  currentLocals(): PyDict {
    const { frame } = this;
    if (frame === null) return new PyDict();
    if (frame.names !== null) return PyDict.view(frame.names);
    const { code } = frame;
    if (code.kind === "module") return PyDict.fromStrings(frame.globals.entries());
    const locals = new PyDict();
    code.localNames.forEach((name, slot) => {
      const value = frame.slots[slot];
      if (value !== undefined && !name.startsWith(".") && !code.cellNames.includes(name)) locals.setString(name, value);
    });
    code.cellNames.forEach((name, cell) => {
      const { value } = frame.cells[cell];
      if (value !== undefined && !name.startsWith(".")) locals.setString(name, value);
    });
    return locals;
  }

  callers(): FrameSummary[] {
    const summaries: FrameSummary[] = [];
    for (let { frame } = this; frame !== null; frame = frame.back) {
      const { code, globals } = frame;
      const line = code.lineOf(Math.max(0, frame.pc - 1));
      const { source } = code;
      summaries.push({
        file: source.file,
        line,
        functionName: code.name,
        text: source.lineText(line),
        globals,
        shown: source.shown,
      });
    }
    return summaries;
  }
}
