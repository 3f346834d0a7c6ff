/** The composition root: builds the parts and hands them to VS Code. */
import * as vscode from "vscode";
import { registerCheckGradients } from "./commands/check-gradients.ts";
import { registerFigureMessages } from "./commands/figure-messages.ts";
import { registerInterruptKernel } from "./commands/interrupt-kernel.ts";
import { registerNewNotebook } from "./commands/new-notebook.ts";
import { registerOpenTour } from "./commands/open-tour.ts";
import { registerRestartKernel } from "./commands/restart-kernel.ts";
import { registerKernel } from "./kernel/controller.ts";
import { registerLanguageFeatures } from "./language/service/vscode/register.ts";
import { registerSerializer } from "./notebook/serializer.ts";

export function activate(context: vscode.ExtensionContext): void {
  const kernels = registerKernel(vscode.Uri.joinPath(context.extensionUri, "dist", "worker.js"));
  context.subscriptions.push(
    registerSerializer(),
    kernels,
    registerNewNotebook(),
    registerOpenTour(context),
    registerCheckGradients(kernels),
    registerRestartKernel(kernels),
    registerInterruptKernel(kernels),
    registerFigureMessages(kernels, context.extensionUri),
    registerLanguageFeatures(context.extensionUri),
  );
}
