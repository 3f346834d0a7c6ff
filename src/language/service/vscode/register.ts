import * as vscode from "vscode";
import { type Catalog, emptyCatalog } from "../catalog.ts";
import { registerCompletion } from "./completion.ts";
import { registerDiagnostics } from "./diagnostics.ts";
import { registerHover, registerSignatureHelp } from "./hover.ts";
import { Notebooks } from "./notebooks.ts";

/** Completion, hover, signature help and diagnostics for the cells of `.lnnb` notebooks. */
export function registerLanguageFeatures(extensionUri: vscode.Uri): vscode.Disposable {
  const notebooks = new Notebooks(() => readCatalog(extensionUri));
  return vscode.Disposable.from(
    notebooks,
    registerCompletion(notebooks),
    registerHover(notebooks),
    registerSignatureHelp(notebooks),
    registerDiagnostics(),
  );
}

/** The catalog that the build wrote beside the bundles. Without it the notebook's own names are still completed. */
async function readCatalog(extensionUri: vscode.Uri): Promise<Catalog> {
  try {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, "dist", "catalog.json"));
    // our own build wrote this file, from a value of this type
    return JSON.parse(new TextDecoder().decode(bytes)) as Catalog;
  } catch {
    return emptyCatalog;
  }
}
