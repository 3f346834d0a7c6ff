/** Whole random programs. A program is a pure function of its seed. */
import { classDefinition, closure, contextManager, functionDefinition, generator } from "./definitions.ts";
import { Source } from "./source.ts";
import { Statements } from "./statements.ts";
import { type Kind, literals } from "./templates.ts";

const modules = [
  "collections",
  "copy",
  "functools",
  "itertools",
  "json",
  "math",
  "operator",
  "random",
  "re",
  "statistics",
  "string",
  "textwrap",
];

const helpers = `def show(value):
    print(type(value).__name__, repr(value)[:300])

def oops(error):
    print(type(error).__name__, str(error)[:300])
    for link in (error.__cause__, error.__context__):
        if link is not None: print("  link", type(link).__name__, link)
`;

const traced = `def traced(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        print("call", f.__name__, len(args), sorted(kwargs))
        return f(*args, **kwargs)
    return wrapper
`;

/** All modules and what shows values and errors: the beginning of programs that are made otherwise. */
export const randomHelpers = `import ${modules.join(", ")}\n${helpers}`;

const declared: readonly Kind[] = ["n", "i", "f", "s", "b", "l", "t", "d", "z", "y"];

export function randomProgram(seed: number): string {
  const source = new Source(seed);
  const out = new Statements(source);
  out.emit("total = 0");
  for (const kind of declared) {
    const count = kind === "b" || kind === "y" || kind === "z" ? 1 : 2;
    for (let index = 1; index <= count; index++) {
      out.emit(`${kind}${index} = ${source.pick(literals[kind])}`);
      out.expressions.declare(kind, `${kind}${index}`);
    }
  }
  const definitions = [
    functionDefinition,
    functionDefinition,
    classDefinition,
    classDefinition,
    generator,
    closure,
    contextManager,
  ];
  for (let count = source.between(2, 5); count > 0; count--) {
    if (source.chance(0.25)) source.pick(definitions)(out);
    else out.statement(2);
  }
  // A last statement whose error ends the program.
  if (source.chance(0.5)) out.emit(`show(${out.of("x", 2)})`);
  const body = out.lines.join("\n");
  const used = modules.filter(
    (name) => body.includes(`${name}.`) || (name === "functools" && body.includes("@traced")),
  );
  const imports = used.length > 0 ? `import ${used.join(", ")}\n` : "";
  return `${imports}${helpers}${body.includes("@traced") ? traced : ""}${body}\n`;
}
