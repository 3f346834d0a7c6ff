/** See compact-python.mjs. */
export function compactPython(source: string): string;
