/** What is not compared, and why: the reference is PyTorch 2.11, the judge here may be as old as 1.13. */

/** Functions without generated cases, each with the reason. */
export const excused: ReadonlyMap<string, string> = new Map();

/** Why a difference is none of ours, or null. */
export function reasonFor(_name: string, _call: string, _here: string, there: string, _kind: string): string | null {
  if (/not implemented for '(Half|BFloat16)'/.test(there)) return "1.13 lacks the half types here";
  return null;
}
