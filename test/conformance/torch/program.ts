/** The generated programs: a prelude, and one text of cases for each function. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { torchListing } from "../../../src/language/modules/torch/listing.ts";
import { creation } from "./cases/creation.ts";
import { decompositions } from "./cases/decompositions.ts";
import { elements } from "./cases/elements.ts";
import { factorizations } from "./cases/factors.ts";
import { indexing } from "./cases/indexing.ts";
import { linear } from "./cases/linear.ts";
import { losses } from "./cases/losses.ts";
import { network } from "./cases/network.ts";
import { pointwise } from "./cases/pointwise.ts";
import { reductions } from "./cases/reductions.ts";
import { sampling } from "./cases/sampling.ts";
import { shapes } from "./cases/shapes.ts";
import type { Generator, Table } from "./cases/table.ts";
import { windows } from "./cases/windows.ts";
import { Draw, poolsText } from "./draw.ts";

/** Every generator, by the function's name: `sum`, `F.gelu`, `linalg.norm`, `Tensor.view`. */
export const generators: Table = new Map([
  ...pointwise,
  ...reductions,
  ...shapes,
  ...indexing,
  ...linear,
  ...decompositions,
  ...factorizations,
  ...network,
  ...losses,
  ...creation,
  ...windows,
  ...sampling,
  ...elements,
]);

const prefixes: Readonly<Record<string, string>> = {
  torch: "",
  "torch.linalg": "linalg.",
  "torch.special": "special.",
  "torch.nn.functional": "F.",
  "torch.autograd": "autograd.",
  "torch.Tensor": "Tensor.",
};
/** What the registry names, each once; a method of a function's name is that function's. */
export function registeredNames(): string[] {
  const names = new Set<string>();
  for (const [module, entries] of torchListing()) {
    for (const { name } of entries) {
      const isFunction = module === "torch.Tensor" && (names.has(name) || names.has(name.replace(/_$/, "")));
      if (!isFunction) names.add(prefixes[module] + name);
    }
  }
  return [...names];
}

const methods = new Set(
  torchListing()
    .get("torch.Tensor")
    ?.map(({ name }) => name),
);

/** A number that stands for a name: each function's cases are its own whatever others there are. */
function seedOf(name: string, run: number): number {
  let hash = 2_166_136_261 ^ Math.imul(run, 0x9e37_79b1);
  for (const character of name) hash = Math.imul(hash ^ character.charCodeAt(0), 16_777_619);
  return hash >>> 0;
}

const isTensor = (text: string): boolean => /^\w+\(/.test(text);

/** One call as Python text: as a function, as a method, or in place. */
function callText(name: string, generator: Generator, draw: Draw): string {
  const form = draw.uniform();
  const isPlain = !name.includes(".");
  const asInPlace = isPlain && form > 0.88 && methods.has(`${name}_`);
  const asMethod = isPlain && !asInPlace && form > 0.7 && methods.has(name);
  draw.wantsGradient = !asInPlace && !generator.isDraw && draw.chance(0.3);
  const args = generator.make(draw);
  const [first, ...rest] = args;
  if (name.startsWith("Tensor.")) return `(${first}).${name.slice("Tensor.".length)}(${rest.join(", ")})`;
  if ((asInPlace || asMethod) && isTensor(first))
    return `(${first}).${name}${asInPlace ? "_" : ""}(${rest.join(", ")})`;
  return `${name.startsWith("F.") ? name : `torch.${name}`}(${args.join(", ")})`;
}

/** The cases of a function: one call a case, without the lines around it. Another run, other cases. */
export function casesOf(name: string, count: number, run = 0): string[] {
  const generator = generators.get(name);
  if (generator === undefined) throw new Error(`no generator of cases for ${name}`);
  const draw = new Draw(seedOf(name, run));
  return Array.from({ length: count }, (_, i) => {
    const plain = callText(name, generator, draw);
    const call = generator.shown === undefined ? plain : `${generator.shown}(${plain})`;
    return generator.isDraw ? `drawn(${i}, lambda: ${call})` : call;
  });
}

export const programText = (cases: readonly string[]): string =>
  cases.map((call) => `case(lambda: ${call})\n`).join("");

export function preludeText(): string {
  return `${readFileSync(resolve("test/conformance/torch/prelude.py"), "utf8")}\n\n${poolsText()}`;
}
