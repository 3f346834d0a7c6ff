import type { Plugin } from "esbuild";

export function smallerPython(source: string): string;
export const pythonText: Plugin;
