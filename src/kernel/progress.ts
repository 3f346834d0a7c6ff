/** What of a computation's progress is worth a message: jobs that take long, a few times a second. */
import type { WorkProgress } from "../engine/work.ts";

/** Jobs that are over sooner are not told of. */
const quietMs = 1000;
const intervalMs = 200;

/** Passes on what a job tells, and null once where something of it was passed on. `now` in milliseconds. */
export function calmProgress(
  post: (progress: WorkProgress | null) => void,
  now: () => number,
): (progress: WorkProgress | null) => void {
  let began: number | null = null;
  let posted: number | null = null;
  return (progress) => {
    if (progress === null) {
      if (posted !== null) post(null);
      began = null;
      posted = null;
      return;
    }
    const time = now();
    began ??= time;
    if (time - began < quietMs || (posted !== null && time - posted < intervalMs)) return;
    posted = time;
    post(progress);
  };
}

/** In a few words: `matrix product: 43%`. */
export const describeProgress = ({ what, done, total }: WorkProgress): string =>
  `${what}: ${Math.min(100, Math.floor((100 * done) / total))}%`;
