import * as vscode from "vscode";
import { type Completion, complete } from "../completion.ts";
import { type Notebooks, selector } from "./notebooks.ts";

const kinds: Readonly<Record<Completion["kind"], vscode.CompletionItemKind>> = {
  function: vscode.CompletionItemKind.Function,
  class: vscode.CompletionItemKind.Class,
  module: vscode.CompletionItemKind.Module,
  constant: vscode.CompletionItemKind.Constant,
  method: vscode.CompletionItemKind.Method,
  property: vscode.CompletionItemKind.Property,
  variable: vscode.CompletionItemKind.Variable,
  keyword: vscode.CompletionItemKind.Keyword,
  parameter: vscode.CompletionItemKind.Field,
};

export function registerCompletion(notebooks: Notebooks): vscode.Disposable {
  const provider: vscode.CompletionItemProvider = {
    async provideCompletionItems(document, position) {
      const seen = await notebooks.look(document);
      if (!seen) return [];
      return complete(document.offsetAt(position), seen.cell, seen.scope).map(toItem);
    },
  };
  return vscode.languages.registerCompletionItemProvider(selector, provider, ".");
}

function toItem(completion: Completion): vscode.CompletionItem {
  const item = new vscode.CompletionItem(completion.label, kinds[completion.kind]);
  item.detail = completion.detail;
  item.documentation = completion.doc;
  item.sortText = `${completion.rank}${completion.label}`;
  return item;
}
