import assert from "node:assert/strict";
import { test } from "node:test";
import * as vscode from "vscode";

test("the extension is there", () => {
  assert.ok(vscode.extensions.getExtension("lnnb.lnnb"));
});
