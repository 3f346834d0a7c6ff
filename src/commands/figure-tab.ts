/** One figure in an editor tab of its own, as large as the editor. */
import * as vscode from "vscode";
import { readToHost } from "../figures/messages.ts";
import { escapeScriptJson } from "../figures/page/escape.ts";
import { FIGURE_MIME } from "../figures/payload.ts";
import { readPayload } from "../figures/read-payload.ts";
import { type Asker, serve } from "./figure-messages.ts";

export function openFigureTab(stored: unknown, asker: Asker): void {
  const read = readPayload(stored);
  const title = read.ok && read.payload.title !== "" ? read.payload.title : "Figure";
  const built = vscode.Uri.joinPath(asker.extension, "dist", "renderer");
  const panel = vscode.window.createWebviewPanel("lnnb.figure", title, vscode.ViewColumn.Active, {
    enableScripts: true,
    localResourceRoots: [built],
    // What was zoomed, chosen and moved is there again when the tab is.
    retainContextWhenHidden: true,
  });
  panel.webview.onDidReceiveMessage((message) => {
    const wish = readToHost(message);
    if (wish !== null) void serve(wish, { ...asker, reply: (answer) => void panel.webview.postMessage(answer) });
  });
  panel.webview.html = page(panel.webview, built, stored);
}

function page(webview: vscode.Webview, built: vscode.Uri, stored: unknown): string {
  const { cspSource } = webview;
  const script = webview.asWebviewUri(vscode.Uri.joinPath(built, "tab.js")).toString();
  const policy = `default-src 'none'; script-src ${cspSource}; style-src ${cspSource} 'unsafe-inline'; img-src data: blob:; font-src ${cspSource}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Figure</title>
<style>body { padding: 12px 20px; } .lnnb-figure { max-width: 1400px; margin: 0 auto !important; }</style>
</head>
<body>
<script type="${FIGURE_MIME}">${escapeScriptJson(stored)}</script>
<script type="module" src="${script}"></script>
</body>
</html>`;
}
