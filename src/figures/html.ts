/** Notebooks as pages: what the command line's --html and the export command write. */
export { type NotebookPage, notebookToHtml, type PageCell, type PageOutput } from "./page/notebook.ts";
