import * as vscode from "vscode";
import { hover, signatureHelp } from "../hover.ts";
import { type Notebooks, selector } from "./notebooks.ts";

export function registerHover(notebooks: Notebooks): vscode.Disposable {
  return vscode.languages.registerHoverProvider(selector, {
    async provideHover(document, position) {
      const seen = await notebooks.look(document);
      const found = seen && hover(document.offsetAt(position), seen.cell, seen.scope);
      if (!found) return undefined;
      const contents = [new vscode.MarkdownString().appendCodeblock(found.code, "python")];
      if (found.doc !== undefined) contents.push(new vscode.MarkdownString().appendText(found.doc));
      return new vscode.Hover(
        contents,
        new vscode.Range(document.positionAt(found.from), document.positionAt(found.to)),
      );
    },
  });
}

export function registerSignatureHelp(notebooks: Notebooks): vscode.Disposable {
  const provider: vscode.SignatureHelpProvider = {
    async provideSignatureHelp(document, position) {
      const seen = await notebooks.look(document);
      const found = seen && signatureHelp(document.offsetAt(position), seen.cell, seen.scope);
      if (!found) return undefined;
      const information = new vscode.SignatureInformation(found.signature, found.doc);
      information.parameters = found.parameters.map((text) => new vscode.ParameterInformation(text));
      const help = new vscode.SignatureHelp();
      help.signatures = [information];
      help.activeSignature = 0;
      help.activeParameter = found.active;
      return help;
    },
  };
  return vscode.languages.registerSignatureHelpProvider(selector, provider, "(", ",");
}
