/** Conflict markers that version control leaves in a file. In valid JSON no line begins with one. */

export interface MergeMarker {
  readonly line: number;
  readonly text: string;
}

const marker = /^(?:<{7}|>{7}|\|{7})(?: .*)?$|^={7}$/;

export function findMergeMarker(text: string): MergeMarker | undefined {
  const lines = text.split(/\r?\n/);
  const index = lines.findIndex((line) => marker.test(line));
  return index < 0 ? undefined : { line: index + 1, text: lines[index].slice(0, 80) };
}
