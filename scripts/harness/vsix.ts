/** The packed extension. */
import { join } from "node:path";
import { runCommand } from "./children.ts";
import { root } from "./paths.ts";

/** Builds and packs the extension into `folder`, or takes the VSIX that `LNNB_VSIX` names. Gives its path. */
export async function ensureVsix(folder: string, report: (line: string) => void): Promise<string> {
  const given = process.env["LNNB_VSIX"];
  if (given !== undefined) return given;
  const vsix = join(folder, "lnnb.vsix");
  report("building and packing the extension");
  const packing = join(root, "scripts", "package.mjs");
  const finished = await runCommand(process.execPath, [packing, "--out", vsix], { cwd: root, timeout: 180_000 });
  if (finished.code !== 0) throw new Error(`the extension could not be packed:\n${finished.stdout}${finished.stderr}`);
  return vsix;
}
