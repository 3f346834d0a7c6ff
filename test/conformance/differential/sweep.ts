/**
 * Every template with every literal of every kind in each of its places: what random programs meet now and then, this
 * meets in one pass.
 */
import { randomHelpers } from "./program.ts";
import { Source } from "./source.ts";
import { type Kind, literals, templates } from "./templates.ts";

const kinds = Object.keys(literals).filter((kind): kind is Kind => kind in literals);
const everything = [...new Set(kinds.flatMap((kind) => literals[kind]))];
/** What a template that does not end, or whose answer is of no meaning, would be filled with. */
const withoutMeaning = /^(?:hash|random\.Random)\(/;

/** A count or a shift so large takes all the time there is, on both sides. */
const tooLarge = (literal: string): boolean => literals.n.includes(literal) && !/^-?\w{1,4}$/.test(literal);

/** The expressions of one template: each place filled with everything, the others with what belongs there. */
export function fillings(template: string, source: Source, rounds: number): string[] {
  const places = [...template.matchAll(/\{(\w)\}/g)].filter(([, letter]) => letter.toLowerCase() in literals);
  if (places.length === 0) return [template];
  const found = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    places.forEach(([, letter], chosen) => {
      const small = letter === "i" || letter === "e";
      for (const literal of withoutMeaning.test(template) ? literals.n : everything) {
        if (small && tooLarge(literal)) continue;
        let index = -1;
        found.add(
          template.replace(/\{(\w)\}/g, (whole, letter: string) => {
            const kind = kinds.find((each) => each === letter.toLowerCase());
            if (kind === undefined) return whole;
            index++;
            if (index === chosen) return `(${literal})`;
            // Several wrong arguments tell in which order they are looked at.
            const other = source.pick(
              source.chance(0.25) && !withoutMeaning.test(template) ? everything : literals[kind],
            );
            return `(${(kind === "i" || kind === "e") && tooLarge(other) ? "3" : other})`;
          }),
        );
      }
    });
  }
  return [...found];
}

/** Programs that show the expressions, each after a line that names it. */
export function sweepPrograms(
  pattern: RegExp,
  seed: number,
  rounds: number,
): { programs: string[]; asked: string[][] } {
  const source = new Source(seed);
  const all = kinds
    .flatMap((kind) => templates[kind])
    .filter((template) => pattern.test(template))
    .flatMap((template) => fillings(template, source, rounds));
  const asked: string[][] = [];
  for (let at = 0; at < all.length; at += 25) asked.push(all.slice(at, at + 25));
  const programs = asked.map(
    (group) =>
      `${randomHelpers}${group
        .map((text, index) => `print("#${index}")\ntry: show(${text})\nexcept Exception as e: oops(e)\n`)
        .join("")}`,
  );
  return { programs, asked };
}
