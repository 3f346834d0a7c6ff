/** Runs mutated programs and says what must never happen: an internal error, a thrown JavaScript error, a hang. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { collectGarbage } from "../../../src/engine/wasm/collect.ts";
import { nodeCollector } from "../../../src/kernel/collector.ts";
import { heapAccount } from "../../../src/kernel/heap-account.ts";
import { createInterpreter, type InterpreterSession } from "../../../src/language/interpreter.ts";
import type { Host } from "../../../src/language/interpreter-api.ts";
import { valueMemory } from "../../../src/language/runtime/limits.ts";
import { internalStacks } from "../../../src/language/runtime/machine/exceptions.ts";
import { Source } from "../differential/source.ts";
import { Watchdog } from "../differential/watchdog.ts";
import { Mutator } from "./mutate.ts";

export interface Failure {
  readonly seed: number;
  readonly kind: "internal error" | "thrown" | "slow";
  readonly detail: string;
  readonly source: string;
}

export function corpusOf(folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".py"))
      .sort()
      .map((name) => readFileSync(join(folder, name), "utf8")),
  );
}

/** Milliseconds after which a program is interrupted, and those after which that took too long. */
const interruptAfter = 300;
const tooLong = 5000;

export class Fuzzer {
  private readonly mutator: Mutator;
  private readonly watchdog = new Watchdog(interruptAfter / 1000);
  private session: InterpreterSession | null = null;
  private runs = 0;
  /** Stacks of internal errors, also of those that the program caught. */
  private readonly stacks: string[] = [];
  private written = 0;

  constructor(corpus: readonly string[]) {
    this.mutator = new Mutator(corpus);
    const collector = nodeCollector();
    valueMemory.isOver = heapAccount(2 ** 30, () => collectGarbage(collector));
    const keep = internalStacks.set.bind(internalStacks);
    internalStacks.set = (exception, stack) => {
      this.stacks.push(stack);
      return keep(exception, stack);
    };
  }

  program(seed: number): string {
    return this.mutator.make(new Source(seed));
  }

  run(seed: number): Failure | null {
    const source = this.program(seed);
    this.stacks.length = 0;
    this.written = 0;
    if (this.session === null || ++this.runs % 100 === 0) this.session = this.newSession();
    const { session } = this;
    const began = performance.now();
    try {
      this.watchdog.watch(() => session.run({ source, file: "<fuzz>", interactive: seed % 2 === 0 }));
    } catch (error) {
      this.session = null;
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { seed, kind: "thrown", detail, source };
    }
    if (this.stacks.length > 0) return { seed, kind: "internal error", detail: this.stacks[0], source };
    const elapsed = performance.now() - began;
    return elapsed > tooLong ? { seed, kind: "slow", detail: `${Math.round(elapsed)} ms`, source } : null;
  }

  private newSession(): InterpreterSession {
    const { cells } = this.watchdog;
    const host: Host = {
      // What floods its output is stopped, as the kernel stops it.
      write: (_stream, text) => {
        this.written += text.length;
        if (this.written > 1e7) Atomics.store(cells, 0, 1);
      },
      display: () => undefined,
      now: () => Date.now(),
      interrupt: cells,
      sleep: () => undefined,
    };
    return createInterpreter(host, { preloaded: true });
  }
}
