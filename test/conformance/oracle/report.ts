/** Counting what agrees with the recorded answers. */

export interface Outcome {
  readonly kind: string;
  /** The operation, module or category that the row belongs to. */
  readonly group: string;
  readonly name: string;
  /** Null where the row agrees. */
  readonly problem: string | null;
}

export interface Count {
  passed: number;
  all: number;
}

export function countBy(outcomes: readonly Outcome[], key: (outcome: Outcome) => string): Map<string, Count> {
  const counts = new Map<string, Count>();
  for (const outcome of outcomes) {
    const name = key(outcome);
    const count = counts.get(name) ?? { passed: 0, all: 0 };
    count.all++;
    if (outcome.problem === null) count.passed++;
    counts.set(name, count);
  }
  return counts;
}

/** The counts of every kind and group, failures first, and the first `shown` problems. */
export function describe(outcomes: readonly Outcome[], shown: number): string {
  const lines: string[] = [];
  const failed = outcomes.filter((outcome) => outcome.problem !== null);
  for (const outcome of failed.slice(0, shown)) lines.push(`--- ${outcome.kind} ${outcome.name}: ${outcome.problem}`);
  for (const [kind, total] of countBy(outcomes, (outcome) => outcome.kind)) {
    lines.push(`${kind}: ${total.passed}/${total.all}`);
    const groups = countBy(
      outcomes.filter((outcome) => outcome.kind === kind),
      (outcome) => outcome.group,
    );
    for (const [group, count] of groups) {
      if (count.passed < count.all) lines.push(`  ${group} ${count.passed}/${count.all}`);
    }
  }
  lines.push(`oracle: ${outcomes.length - failed.length} passed, ${failed.length} failed`);
  return lines.join("\n");
}
