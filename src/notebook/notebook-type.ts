/** The notebook type that package.json contributes. */
export const notebookType = "lnnb";
