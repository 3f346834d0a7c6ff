/** What is not compared, and why: the reference is PyTorch 2.11, the judge here may be as old as 1.13. */
import type { Difference } from "./agreement.ts";
import type { Excuse } from "./versions/excuse.ts";
import { forms } from "./versions/forms.ts";
import { values } from "./versions/values.ts";

const excuses: readonly Excuse[] = [...forms, ...values];

/** Why a difference is none of ours, or null. */
export const reasonFor = (found: Difference): string | null =>
  excuses.find(({ holds }) => holds(found))?.reason ?? null;
