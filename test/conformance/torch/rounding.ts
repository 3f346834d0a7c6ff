/**
 * What rounding leaves unknown of a case. Two ways to add up a sum, or to solve a system, are both right where each gives the
 * exact result of inputs that differ from the true ones in their last bits (backward stability: Higham, Accuracy and
 * Stability of Numerical Algorithms, 2002, sections 1.5 and 3.1). So as much of a result is unknown as such changes of the
 * inputs move it: much where terms cancel or a matrix is nearly singular, next to nothing elsewhere.
 */
import { numbersOf } from "./compare.ts";

const trials = 8;

/** How far changes of four ulp in the inputs move each element of each part of what a case prints. */
export function unknownOf(call: string, runHere: (program: string) => string): readonly (readonly number[])[] {
  const program = Array.from({ length: trials + 1 }, (_, i) => `shaking = ${i}\ncase(lambda: ${call})\n`).join("");
  const [plain, ...shaken] = `${runHere(`${program}shaking = 0\n`)}`.trimEnd().split("\n").map(numbersOf);
  return plain.map((part, p) =>
    part.map((value, i) =>
      shaken.reduce((most, parts) => {
        const distance = Math.abs((parts[p]?.[i] ?? value) - value);
        return Number.isFinite(distance) ? Math.max(most, distance) : most;
      }, 0),
    ),
  );
}
