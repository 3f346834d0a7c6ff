/** LayerNorm: Open a Sample... */
import * as vscode from "vscode";
import { readNotebook } from "../../notebook/file.ts";
import { type Samples, showCopy } from "./copies.ts";
import { describeSample, tourFile } from "./describe.ts";

interface SampleItem extends vscode.QuickPickItem {
  readonly file: string;
}

const fresh: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("discard"),
  tooltip: "Open as it came, without your changes",
};

/** A program may pass the file's name. */
export function registerOpenSample(samples: Samples): vscode.Disposable {
  return vscode.commands.registerCommand("lnnb.openSample", async (name?: unknown) => {
    const files = await sampleFiles(samples.folder);
    if (typeof name === "string") {
      if (!files.includes(name)) throw new Error(`There is no sample ${name}. There are ${files.join(", ")}.`);
      return showCopy(await samples.copy(name));
    }
    const chosen = await choose(Promise.all(files.map((file) => sampleItem(samples.folder, file))));
    if (chosen !== undefined) await showCopy(await samples.copy(chosen.item.file, chosen.isFresh));
  });
}

/** The tour first, then by name. */
async function sampleFiles(folder: vscode.Uri): Promise<string[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const names = entries.map(([name]) => name).filter((name) => name.endsWith(".lnnb"));
  return names.sort((a, b) => Number(b === tourFile) - Number(a === tourFile) || a.localeCompare(b));
}

async function sampleItem(folder: vscode.Uri, file: string): Promise<SampleItem> {
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, file));
  const { title, sentence } = describeSample(readNotebook(bytes), file);
  return { file, label: title, detail: sentence, buttons: [fresh] };
}

function choose(
  items: Thenable<readonly SampleItem[]>,
): Promise<{ readonly item: SampleItem; readonly isFresh: boolean } | undefined> {
  const picker = vscode.window.createQuickPick<SampleItem>();
  picker.title = "Open a Sample";
  picker.placeholder = "Notebooks to read, run and change: you get a copy of your own";
  picker.matchOnDetail = true;
  picker.busy = true;
  items.then((ready) => {
    picker.items = ready;
    picker.busy = false;
  });
  return new Promise<{ readonly item: SampleItem; readonly isFresh: boolean } | undefined>((resolve) => {
    picker.onDidAccept(() => {
      const [item] = picker.selectedItems;
      if (item !== undefined) resolve({ item, isFresh: false });
    });
    picker.onDidTriggerItemButton(({ item }) => resolve({ item, isFresh: true }));
    picker.onDidHide(() => resolve(undefined));
    picker.show();
  }).finally(() => picker.dispose());
}
