import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import manifest from "../../package.json";
import { notebookType } from "../../src/notebook/notebook-type.ts";

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return entry.name.endsWith(".ts") ? [readFileSync(path, "utf8")] : [];
  });
}
const code = ["src/commands", "src/kernel", "src/notebook", "src/language/service"].flatMap(sources).join("\n");
const all = (pattern: RegExp): string[] => [...code.matchAll(pattern)].map((match) => match[1]).sort();

describe("the manifest and the code agree", () => {
  test("every command that is offered is registered, and the other way round", () => {
    const offered = manifest.contributes.commands.map(({ command }) => command).sort();
    // By name, or by a constant that holds the name.
    const registered = [
      ...all(/registerCommand\(\s*"([^"]+)"/g),
      ...all(/: "(lnnb\.export\w+)"/g),
      ...all(/Command = "(lnnb\.\w+)"/g),
    ];
    assert.deepEqual(registered.sort(), offered);
  });

  test("every command that a menu or a key names is offered", () => {
    const offered = new Set(manifest.contributes.commands.map(({ command }) => command));
    const { menus, keybindings, walkthroughs } = manifest.contributes;
    for (const { command } of [...Object.values(menus).flat(), ...keybindings])
      assert.ok(offered.has(command), command);
    const steps = walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    for (const { description, completionEvents, media } of steps) {
      const commands = [...description.matchAll(/\(command:([\w.]+)\)/g)].map((match) => match[1]);
      for (const command of [...commands, ...completionEvents.map((event) => event.replace("onCommand:", ""))])
        assert.ok(offered.has(command) || command.startsWith("notebook."), command);
      const file = "image" in media ? media.image : media.markdown;
      assert.ok(file !== undefined && existsSync(file), file);
    }
  });

  test("every setting that is described is read, and the other way round", () => {
    const described = Object.keys(manifest.contributes.configuration.properties).map((name) =>
      name.replace("lnnb.", ""),
    );
    const read = all(/(?:\.get|memorySetting)\("(\w+)"/g);
    assert.deepEqual([...new Set(read)].sort(), described.sort());
  });

  test("a message that names a setting names one that there is", () => {
    for (const name of all(/\(setting (lnnb\.\w+)\)/g)) {
      assert.ok(name in manifest.contributes.configuration.properties, name);
    }
  });

  test("the notebook type is the one that the code registers", () => {
    assert.deepEqual(
      manifest.contributes.notebooks.map(({ type }) => type),
      [notebookType],
    );
  });

  test("the icon is there", () => assert.ok(existsSync(manifest.icon)));

  test("nothing is needed at run time that the bundles do not hold", () => {
    assert.equal("dependencies" in manifest, false);
  });
});
