/** Random statements: what a program does with its variables, in blocks of bounded work. */
import { Expressions } from "./expressions.ts";
import { formatting } from "./formatting.ts";
import type { Source } from "./source.ts";
import type { Kind } from "./templates.ts";

const exceptions =
  "ValueError TypeError KeyError IndexError ZeroDivisionError RuntimeError StopIteration LookupError ArithmeticError Exception AttributeError NotImplementedError AssertionError OverflowError".split(
    " ",
  );

/** For each kind that can change in place: statements on a variable `{_}`. */
const mutations: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  l: [
    "{_}.append({x})",
    "{_}.extend(list({q}))",
    "{_}.insert({i}, {x})",
    "{_}.remove({x})",
    "{_}.pop({i})",
    "{_}.reverse()",
    "{_}.sort()",
    "{_}.sort(key={g}, reverse={b})",
    "{_}[{i}] = {x}",
    "{_}[{i}:{i}] = {q}",
    "{_}[::{i}] = {l}",
    "{_}[{i}:{i}:{i}] = {t}",
    "{_}[{i}] += {x}",
    "del {_}[{i}]",
    "del {_}[{i}:{i}]",
    "del {_}[::{i}]",
    "{_}.clear()",
    "{_} += list({q})",
    "{_} *= {i}",
    "{_}[{x}] = {x}",
    "{_}.append({_})",
  ],
  d: [
    "{_}[{h}] = {x}",
    "{_}.update({d})",
    "{_}.update({l})",
    "{_}.update(a={x})",
    "{_}.setdefault({h}, []).append({x})",
    "{_}.pop({h})",
    "{_}.pop({h}, None)",
    "del {_}[{h}]",
    "{_}.popitem()",
    "{_}.clear()",
    "{_} |= {d}",
    "{_} |= {l}",
    "{_}[{h}] += {x}",
    "{_}[{x}] = {x}",
  ],
  z: [
    "{_} |= {z}",
    "{_} &= {z}",
    "{_} -= {z}",
    "{_} ^= {z}",
    "{_}.add({i})",
    "{_}.discard({i})",
    "{_}.remove({i})",
    "{_}.update(range({i}))",
    "{_}.pop()",
    "{_}.clear()",
    "{_}.intersection_update({z})",
    "{_}.difference_update(range({i}))",
    "{_}.symmetric_difference_update({z})",
  ],
  t: ["{_} += {t}", "{_}[{i}] = {x}", "{_} = {_}[{i}:]"],
  s: ["{_} += {s}", "{_} = {_}[{i}:{i}]", "{_}[{i}] = {s}", "{_} *= {i} % 4", "{_} %= {t}"],
  n: [
    "{_} += {n}",
    "{_} -= {n}",
    "{_} //= {n}",
    "{_} %= {n}",
    "{_} &= {n}",
    "{_} |= {n}",
    "{_} ^= {n}",
    "{_} <<= abs({i})",
    "{_} >>= abs({i})",
    "{_} += {x}",
  ],
  i: ["{_} += {i}", "{_} -= 1", "{_} *= {i}", "{_} //= {i}", "{_} %= {i}"],
  f: ["{_} += {f}", "{_} *= {f}", "{_} /= {f}", "{_} **= {i}", "{_} //= {n}", "{_} -= {n}", "{_} %= {f}"],
};

export class Statements {
  readonly lines: string[] = [];
  private indent = "";
  private names = 0;
  readonly expressions: Expressions;

  constructor(readonly source: Source) {
    this.expressions = new Expressions(source);
  }

  emit(line: string): void {
    this.lines.push(this.indent + line);
  }

  fresh(stem: string): string {
    return `${stem}${++this.names}`;
  }

  /** An expression of the kind. */
  of(kind: Kind, depth = 2): string {
    return this.expressions.make(kind, this.source.between(0, depth));
  }

  fill(template: string, depth = 1, strict = false): string {
    return this.expressions.fill(template, this.source.between(0, depth), strict);
  }

  block(body: () => void): void {
    const outer = this.indent;
    this.indent += "    ";
    const start = this.lines.length;
    body();
    if (this.lines.length === start) this.emit("pass");
    this.indent = outer;
  }

  /** The body, its errors printed. */
  guarded(body: () => void): void {
    this.emit("try:");
    this.block(body);
    this.emit("except Exception as e:");
    this.block(() => this.emit(this.source.pick(["oops(e)", "oops(e)", "oops(e)", "print(repr(e), e.args)"])));
  }

  statement(depth: number): void {
    const simple: (() => void)[] = [
      this.show,
      this.show,
      this.show,
      this.mutate,
      this.assign,
      this.format,
      this.unpack,
      this.print,
    ];
    const compound = [this.loop, this.whileLoop, this.branch, this.attempt, this.changedWhileIterated];
    const make = depth > 0 && this.source.chance(0.3) ? this.source.pick(compound) : this.source.pick(simple);
    make.call(this, depth - 1);
  }

  show(): void {
    const kind = this.source.pick([
      "n",
      "i",
      "f",
      "s",
      "b",
      "l",
      "t",
      "d",
      "z",
      "y",
      "x",
      "x",
      "q",
      "l",
      "s",
      "f",
    ] as const);
    const text = this.of(kind, 3);
    const shown = kind === "q" ? `list(${text})` : text;
    this.guarded(() => this.emit(`show(${shown})`));
  }

  private mutate(): void {
    const kind = this.source.pick(["l", "l", "d", "d", "z", "t", "s", "n", "i", "f"] as const);
    const name = this.expressions.variable(kind);
    const statement = this.source.pick(mutations[kind] ?? ["pass"]).replaceAll("{_}", name);
    this.guarded(() => this.emit(this.fill(statement, 1, kind === "z")));
    this.emit(`show(${name})`);
  }

  private assign(): void {
    const kind = this.source.pick(["n", "i", "f", "s", "l", "t", "d"] as const);
    const name = this.expressions.variable(kind);
    this.guarded(() => {
      if (this.source.chance(0.2)) this.emit(`show(${name} := ${this.of(kind)})`);
      else this.emit(`${name} = ${this.of(kind)}`);
    });
  }

  private format(): void {
    this.guarded(() => this.emit(`show(${formatting(this.source, (kind) => this.of(kind, 1))})`));
  }

  private print(): void {
    const { source } = this;
    const values = Array.from({ length: source.between(0, 3) }, () =>
      this.of(source.pick(["n", "f", "s", "l", "d", "x"] as const)),
    );
    if (source.chance(0.2)) values.push(`*${this.of("q")}`);
    if (source.chance(0.3)) values.push(`sep=${source.pick(['"-"', '""', "None", '", "'])}`);
    if (source.chance(0.2)) values.push(`end=${source.pick(['"\\n"', '"!\\n"', "None"])}`);
    this.guarded(() => this.emit(`print(${values.join(", ")})`));
  }

  private unpack(): void {
    const { source } = this;
    const patterns = [
      "a, b",
      "a, *b",
      "*a, b",
      "a, *b, c",
      "a, (b, c)",
      "(a, b), c",
      "[a, b, c]",
      "a, (b, *c)",
      "*a,",
      "a, b, c",
      "a, b = c",
    ];
    const pattern = source.pick(patterns);
    this.guarded(() => {
      this.emit(`${pattern} = ${this.of(source.pick(["q", "l", "t", "s", "x"] as const))}`);
      const names = [...new Set(pattern.match(/[abc]/g))];
      this.emit(`show((${names.join(", ")},))`);
    });
  }

  private loop(depth: number): void {
    const { source } = this;
    const header = source.pick([
      "for v in range({i}):",
      "for v in list({q})[:5]:",
      "for v in {s}[:4]:",
      "for v, w in enumerate({t}):",
      "for v, w in list({d}.items()):",
      "for v, w in zip({l}, list({q})):",
      "for (v, *w) in [{t}, {l}]:",
      "for v in sorted({z}):",
    ]);
    this.guarded(() => {
      const count = this.fresh("count");
      this.emit(`${count} = 0`);
      this.emit(this.fill(header));
      this.block(() => {
        this.emit(`if (${count} := ${count} + 1) > 6: break`);
        if (source.chance(0.5)) this.emit("show(v)");
        if (source.chance(0.3))
          this.emit(`if ${this.of("b", 1)}: ${source.pick(["break", "continue", "show(v)", "pass"])}`);
        this.statement(depth);
      });
      if (source.chance(0.3)) {
        this.emit("else:");
        this.block(() => this.show());
      }
    });
  }

  private whileLoop(depth: number): void {
    const { source } = this;
    const steps = this.fresh("steps");
    this.emit(`${steps} = 0`);
    this.emit(
      `while (${steps} := ${steps} + 1) < ${source.between(2, 5)}${source.chance(0.3) ? " and n1 is not None" : ""}:`,
    );
    this.block(() => {
      if (source.chance(0.4))
        this.guarded(() => this.emit(`if ${this.of("b", 1)}: ${source.pick(["pass", `show(${steps})`])}`));
      if (source.chance(0.2)) this.emit(`if ${steps} == 2: continue`);
      this.statement(depth);
      if (source.chance(0.2)) this.emit(`if ${steps} == 3: break`);
    });
    if (source.chance(0.3)) {
      this.emit("else:");
      this.block(() => this.emit(`print("no break", ${steps})`));
    }
  }

  private branch(depth: number): void {
    this.guarded(() => {
      this.emit(`if ${this.of("b")}:`);
      this.block(() => this.statement(depth));
      if (this.source.chance(0.4)) {
        this.emit(`elif ${this.of("x")}:`);
        this.block(() => this.statement(depth));
      }
      if (this.source.chance(0.6)) {
        this.emit("else:");
        this.block(() => this.statement(depth));
      }
    });
  }

  /** `raise` in one of its forms. */
  raising(): string {
    const { source } = this;
    const name = source.pick(exceptions);
    const argument = source.pick(["", this.of("s", 0), this.of("x", 0), `${this.of("s", 0)}, ${this.of("i", 0)}`]);
    const text = source.chance(0.15) ? `raise ${name}` : `raise ${name}(${argument})`;
    if (source.chance(0.2))
      return `${text} from ${source.pick(["None", "ValueError('cause')", "KeyError", "e if 'e' in dir() else None"])}`;
    return source.chance(0.1) ? `assert ${this.of("b")}, ${this.of("x", 1)}` : text;
  }

  private attempt(depth: number): void {
    const { source } = this;
    const chosen = source.pick(exceptions);
    this.guarded(() => {
      this.emit("try:");
      this.block(() => {
        if (source.chance(0.5)) this.emit(`show(${this.of("x")})`);
        if (source.chance(0.6)) this.emit(this.raising());
        else this.statement(depth);
      });
      this.emit(
        source.pick([`except ${chosen} as error:`, `except (${chosen}, ${source.pick(exceptions)}) as error:`]),
      );
      this.block(() => {
        this.emit("oops(error)");
        if (source.chance(0.4))
          this.emit(source.pick(["raise", "raise RuntimeError('second') from error", this.raising()]));
      });
      if (source.chance(0.3)) {
        this.emit("else:");
        this.block(() => this.emit('print("else")'));
      }
      if (source.chance(0.5)) {
        this.emit("finally:");
        this.block(() => this.emit('print("finally")'));
      }
    });
  }

  private changedWhileIterated(): void {
    const [kind, header] = this.source.pick([
      ["d", "for v in {_}:"],
      ["z", "for v in {_}:"],
      ["l", "for v in {_}:"],
      ["d", "for v, w in {_}.items():"],
      ["l", "for v in reversed({_}):"],
    ] as const);
    const name = this.expressions.variable(kind);
    this.guarded(() => {
      const count = this.fresh("count");
      this.emit(`${count} = 0`);
      this.emit(header.replace("{_}", name));
      this.block(() => {
        this.emit(`if (${count} := ${count} + 1) > 5: break`);
        this.emit(this.fill(this.source.pick(mutations[kind] ?? ["pass"]).replaceAll("{_}", name), 0, kind === "z"));
      });
      this.emit(`show(${count})`);
    });
    this.emit(`show(${name})`);
  }
}
