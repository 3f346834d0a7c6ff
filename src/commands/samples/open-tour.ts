/** LayerNorm: Open the Tour. */
import * as vscode from "vscode";
import { type Samples, showCopy } from "./copies.ts";
import { tourFile } from "./describe.ts";

export function registerOpenTour(samples: Samples): vscode.Disposable {
  return vscode.commands.registerCommand("lnnb.openTour", async () => showCopy(await samples.copy(tourFile)));
}
