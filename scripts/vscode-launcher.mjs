#!/usr/bin/env node
// What @vscode/test-electron starts as VS Code's executable where none can be downloaded. See vscode-launcher.ts.
process.argv.splice(2, 0, "vscode-launcher");
await import("./run.mjs");
