/** Draws after a seed: every bit as recorded. */
import { difference } from "./compare.ts";
import { decode, load, type RandomRow } from "./data.ts";
import type { Outcome } from "./report.ts";
import { CellFailure, evaluate, openSession, runWith, type Session, tensorsIn } from "./session.ts";

function problemOf(session: Session, row: RandomRow): string | null {
  try {
    runWith(session, {}, `torch.manual_seed(${row.seed})`);
    for (const [i, expression] of row.program.entries()) {
      const [tensor] = tensorsIn(evaluate(session, {}, expression));
      const problem = difference(tensor, decode(row.values[i]), { ulps: 0, relative: 0 });
      if (problem !== null) return `${expression}: ${problem}`;
    }
    return null;
  } catch (error) {
    return error instanceof CellFailure ? error.message : String(error);
  }
}

export function runRandom(only: string): Outcome[] {
  const session = openSession();
  const outcomes: Outcome[] = [];
  for (const [number, row] of load("rng").entries()) {
    const name = `#${number} seed ${row.seed}: ${row.program.join(" ")}`;
    if (!`rng ${name}`.includes(only)) continue;
    outcomes.push({ kind: "rng", group: `seed ${row.seed}`, name, problem: problemOf(session, row) });
  }
  return outcomes;
}
