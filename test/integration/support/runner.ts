/**
 * The part of `node:test` that this project's suites use, for the extension host: node:test itself reports to a process
 * of its own and cannot be awaited there. The bundle for the extension host takes this module wherever a suite says
 * `node:test`, so the suites of plain Node run unchanged inside VS Code.
 */
import assert from "node:assert";

export interface TestResult {
  /** Names of the suites around it and its own, joined by " > ". */
  readonly name: string;
  readonly status: "passed" | "failed" | "skipped";
  readonly milliseconds: number;
  /** Why it was skipped, or the failure's stack. */
  readonly detail?: string;
  /** What it measured and wants to be read. */
  readonly notes?: readonly string[];
}

export interface TestOptions {
  readonly skip?: boolean | string;
  readonly todo?: boolean | string;
  readonly timeout?: number;
  readonly concurrency?: number | boolean;
}

type Body = (context: TestContext) => unknown;
type Hook = () => unknown;

interface Suite {
  readonly name: string;
  readonly skip: boolean | string;
  readonly children: (Suite | Case)[];
  readonly hooks: Record<"before" | "after" | "beforeEach" | "afterEach", Hook[]>;
}

interface Case {
  readonly name: string;
  readonly options: TestOptions;
  readonly body: Body | undefined;
}

const defaultTimeout = 60_000;

const newSuite = (name: string, skip: boolean | string = false): Suite => ({
  name,
  skip,
  children: [],
  hooks: { before: [], after: [], beforeEach: [], afterEach: [] },
});

const top = newSuite("");
let current = top;

/** What is declared from here on belongs to another file: its hooks at the top are for its own tests. */
export function beginFile(): void {
  current = newSuite("");
  top.children.push(current);
}

/** What a test's body gets: the members of node:test's TestContext that the suites use. */
export class TestContext {
  readonly assert = assert;
  readonly signal = new AbortController().signal;
  readonly cleanups: Hook[] = [];
  readonly notes: string[] = [];
  skipReason: string | undefined;

  constructor(
    readonly name: string,
    private readonly report: (result: TestResult) => void,
  ) {}

  after(cleanup: Hook): void {
    this.cleanups.push(cleanup);
  }

  diagnostic(message: string): void {
    this.notes.push(message);
  }

  skip(reason = ""): void {
    this.skipReason = reason;
  }

  todo(reason = ""): void {
    this.skipReason = reason;
  }

  /** A test inside a test: its failure also fails the outer one, as in node:test. */
  async test(name: string, ...rest: readonly (TestOptions | Body)[]): Promise<void> {
    const { options, body } = parse(rest);
    const result = await runCase({ name: `${this.name} > ${name}`, options, body }, [], this.report);
    this.report(result);
    if (result.status === "failed") throw new Error(`the subtest "${name}" failed`);
  }
}

function parse(rest: readonly (TestOptions | Body)[]): { options: TestOptions; body: Body | undefined } {
  let options: TestOptions = {};
  let body: Body | undefined;
  for (const part of rest) {
    if (typeof part === "function") body = part;
    else options = part;
  }
  return { options, body };
}

type Declare = (name: string, ...rest: readonly (TestOptions | Body)[]) => void;

const declareCase =
  (more: TestOptions): Declare =>
  (name, ...rest) => {
    const { options, body } = parse(rest);
    current.children.push({ name, options: { ...options, ...more }, body });
  };

const declareSuite =
  (more: TestOptions): Declare =>
  (name, ...rest) => {
    const { options, body } = parse(rest);
    const outer = current;
    const suite = newSuite(name, more.skip ?? options.skip ?? false);
    outer.children.push(suite);
    current = suite;
    try {
      const made = body?.(new TestContext(name, () => {}));
      if (made instanceof Promise) throw new Error(`the suite "${name}" must not be asynchronous`);
    } finally {
      current = outer;
    }
  };

export const test = Object.assign(declareCase({}), {
  skip: declareCase({ skip: true }),
  todo: declareCase({ todo: true }),
});
export const it = test;
export const describe = Object.assign(declareSuite({}), { skip: declareSuite({ skip: true }) });
export const suite = describe;
export const before = (hook: Hook): void => void current.hooks.before.push(hook);
export const after = (hook: Hook): void => void current.hooks.after.push(hook);
export const beforeEach = (hook: Hook): void => void current.hooks.beforeEach.push(hook);
export const afterEach = (hook: Hook): void => void current.hooks.afterEach.push(hook);
export default test;

async function withTimeout(work: unknown, milliseconds: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${milliseconds} ms`)), milliseconds);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

async function runCase(
  { name, options, body }: Case,
  around: readonly Suite[],
  report: (result: TestResult) => void,
): Promise<TestResult> {
  const skip = options.skip || options.todo;
  if (skip) return { name, status: "skipped", milliseconds: 0, detail: typeof skip === "string" ? skip : undefined };
  const context = new TestContext(name, report);
  const started = performance.now();
  const finish = (status: TestResult["status"], detail?: string): TestResult => ({
    name,
    status,
    milliseconds: performance.now() - started,
    detail,
    ...(context.notes.length > 0 && { notes: context.notes }),
  });
  const failures: unknown[] = [];
  const attempt = async (hook: Hook) => {
    try {
      await withTimeout(hook(), options.timeout ?? defaultTimeout);
    } catch (error) {
      failures.push(error);
    }
  };
  for (const hook of around.flatMap((outer) => outer.hooks.beforeEach)) await attempt(hook);
  if (failures.length === 0) await attempt(async () => body?.(context));
  for (const hook of [...context.cleanups, ...around.toReversed().flatMap((outer) => outer.hooks.afterEach)]) {
    await attempt(hook);
  }
  if (failures.length > 0) return finish("failed", failures.map(stackOf).join("\n"));
  return context.skipReason === undefined ? finish("passed") : finish("skipped", context.skipReason);
}

async function runSuite(
  target: Suite,
  around: readonly Suite[],
  skip: boolean | string,
  report: (result: TestResult) => void,
): Promise<void> {
  const path = [...around, target];
  const prefix = path.flatMap((outer) => (outer.name === "" ? [] : [outer.name]));
  const skipAll = skip || target.skip;
  const runHooks = async (hooks: readonly Hook[], what: string) => {
    for (const hook of hooks) {
      try {
        await withTimeout(hook(), defaultTimeout);
      } catch (error) {
        report({ name: [...prefix, what].join(" > "), status: "failed", milliseconds: 0, detail: stackOf(error) });
      }
    }
  };
  if (!skipAll) await runHooks(target.hooks.before, "before");
  for (const child of target.children) {
    if ("children" in child) {
      await runSuite(child, path, skipAll, report);
      continue;
    }
    const options = skipAll ? { ...child.options, skip: skipAll } : child.options;
    const name = [...prefix, child.name].join(" > ");
    report(await runCase({ ...child, name, options }, path, report));
  }
  if (!skipAll) await runHooks(target.hooks.after, "after");
}

/** Runs everything that was declared, in order, one at a time; or only the tests whose names contain `only`. */
export async function runAll(report: (result: TestResult) => void, only = ""): Promise<void> {
  await runSuite(only === "" ? top : filtered(top, only), [], false, report);
}

function filtered(target: Suite, only: string): Suite {
  if (target.name.includes(only)) return target;
  const children = target.children
    .map((child) => ("children" in child ? filtered(child, only) : child))
    .filter((child) => ("children" in child ? child.children.length > 0 : child.name.includes(only)));
  return { ...target, children };
}
