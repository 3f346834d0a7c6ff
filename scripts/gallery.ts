/**
 * Writes out/screenshots/index.html: every figure in every theme and two widths, side by side, as test/e2e/screenshots.test.ts
 * pictured them.
 * usage: npm run gallery
 */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "./harness/children.ts";
import { ensureFolder, root, screenshotFolder } from "./harness/paths.ts";

const themes = ["light", "dark", "hc-dark", "hc-light"];
const variants = [...themes, ...themes.map((theme) => `${theme}-narrow`)];

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

function page(kinds: readonly string[], files: ReadonlySet<string>): string {
  const picture = (kind: string, variant: string): string => {
    const file = `${kind}-${variant}.png`;
    return files.has(file)
      ? `<td><a href="${escapeHtml(encodeURIComponent(file))}"><img src="${escapeHtml(encodeURIComponent(file))}" alt="${escapeHtml(kind)}, ${variant}"></a></td>`
      : "<td>none</td>";
  };
  const rows = kinds.map(
    (kind) =>
      `<tr><th scope="row">${escapeHtml(kind)}</th>${variants.map((variant) => picture(kind, variant)).join("")}</tr>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>LayerNorm Notebooks: every figure</title>
<style>
  body { font: 14px system-ui, sans-serif; margin: 1rem; }
  td, th { vertical-align: top; text-align: left; padding: 0.5rem; }
  img { max-width: 480px; border: 1px solid #8884; }
</style>
<h1>Every figure</h1>
<table>
<thead><tr><th scope="col">figure</th>${variants.map((variant) => `<th scope="col">${variant}</th>`).join("")}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table>
</html>
`;
}

const taking = ["scripts/unit.mjs", "test/e2e/screenshots.test.ts"];
const taken = await runCommand(process.execPath, taking, {
  cwd: root,
  env: { ...process.env, LNNB_GALLERY: "1" },
  timeout: 15 * 60_000,
  onLine: (line) => console.log(line),
});
const files = readdirSync(ensureFolder(screenshotFolder));
const kinds = files.flatMap((file) =>
  file.endsWith("-light.png") && !file.endsWith("-hc-light.png") ? [file.slice(0, -"-light.png".length)] : [],
);
const index = join(screenshotFolder, "index.html");
writeFileSync(index, page(kinds, new Set(files)));
console.log(`gallery: ${index}, ${kinds.length} figures`);
process.exit(taken.code === 0 ? 0 : 1);
