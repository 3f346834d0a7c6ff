/** The composition root: builds the parts and hands them to VS Code. */
import * as vscode from "vscode";
import { registerCheckGradients } from "./commands/check-gradients.ts";
import { registerExports } from "./commands/export/register.ts";
import { registerFigureMessages } from "./commands/figure-messages.ts";
import { registerImport } from "./commands/import-notebook.ts";
import { registerInterruptKernel } from "./commands/interrupt-kernel.ts";
import { registerKernelMenu } from "./commands/kernel-menu.ts";
import { registerNewNotebook } from "./commands/new-notebook.ts";
import { registerRestartKernel } from "./commands/restart-kernel.ts";
import { registerRunCells } from "./commands/run-cells.ts";
import { samplesOf } from "./commands/samples/copies.ts";
import { registerOpenSample } from "./commands/samples/open-sample.ts";
import { registerOpenTour } from "./commands/samples/open-tour.ts";
import { registerKernel } from "./kernel/controller.ts";
import { registerLanguageFeatures } from "./language/service/vscode/register.ts";
import { registerSerializer } from "./notebook/serializer.ts";

export function activate(context: vscode.ExtensionContext): void {
  const kernels = registerKernel(vscode.Uri.joinPath(context.extensionUri, "dist", "worker.js"));
  const samples = samplesOf(context);
  context.subscriptions.push(
    registerSerializer(),
    kernels,
    registerNewNotebook(),
    registerOpenTour(samples),
    registerOpenSample(samples),
    registerCheckGradients(kernels),
    registerRunCells(kernels),
    registerRestartKernel(kernels),
    registerInterruptKernel(kernels),
    registerFigureMessages(kernels, context.extensionUri),
    registerKernelMenu(),
    registerExports(context.extensionUri),
    registerImport(),
    registerLanguageFeatures(context.extensionUri),
  );
}
