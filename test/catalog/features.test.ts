import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { collect } from "../../scripts/catalog/collect.ts";
import { featuresMarkdown } from "../../scripts/catalog/features.ts";
import { moduleNames } from "../../src/language/modules/registry.ts";

const catalog = collect();

test("FEATURES.md lists what the modules hold (npm run features brings it up to date)", () => {
  assert.ok(readFileSync("FEATURES.md", "utf8").startsWith(featuresMarkdown(catalog)));
});

test("every registered module can be imported", () => {
  const hidden = (name: string): boolean =>
    name.split(".").some((part) => part.startsWith("_")) || /^torch\.(nn\.modules|optim)\./.test(name);
  assert.deepEqual(
    moduleNames().filter((name) => !hidden(name) && !Object.hasOwn(catalog.modules, name)),
    [],
  );
});

test("the catalog knows the modules that every notebook has", () => {
  const names = (module: string): string[] => (catalog.modules[module] ?? []).map((entry) => entry.name);
  assert.ok(names("torch").includes("randn") && names("torch").includes("nn"));
  assert.ok(names("torch.nn").includes("LayerNorm"));
  assert.ok(names("torch.nn.functional").includes("layer_norm"));
  assert.ok(names("lnnb").includes("distribution"));
  assert.ok(names("math").includes("sqrt"));
});

test("functions have signatures, classes the parameters of their __init__ without self", () => {
  const layerNorm = catalog.modules["torch.nn"].find((entry) => entry.name === "LayerNorm");
  assert.match(layerNorm?.signature ?? "", /^LayerNorm\(normalized_shape, eps=1e-05, elementwise_affine=True/);
  const method = catalog.types["torch.Tensor"].find((entry) => entry.name === "mean");
  assert.equal(method?.returns, "torch.Tensor");
});

test("a module instance offers what its class and bases define", () => {
  const layerNorm = catalog.modules["torch.nn"].find((entry) => entry.name === "LayerNorm");
  const members = (catalog.types[layerNorm?.returns ?? ""] ?? []).map((entry) => entry.name);
  for (const name of ["forward", "parameters", "state_dict", "eval"]) assert.ok(members.includes(name), name);
});
