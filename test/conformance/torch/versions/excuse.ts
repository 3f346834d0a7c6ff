/** What an excuse is, and what many of them ask of a difference. */
import type { Difference } from "../agreement.ts";

export interface Excuse {
  readonly reason: string;
  readonly holds: (difference: Difference) => boolean;
}

export const named = (names: string): ((difference: Difference) => boolean) => {
  const set = new Set(names.trim().split(/\s+/));
  return ({ name }) => set.has(name);
};
export const isGradient = ({ kind }: Difference): boolean => /^value \d/.test(kind);
export const isHalf = ({ here }: Difference): boolean => /^torch\.(bfloat16|float16)/.test(here);
export const isInPlace = ({ call }: Difference): boolean => /\)\.\w+_\(/.test(call);
export const hasSpecials = ({ call }: Difference): boolean => call.includes('"s"');
